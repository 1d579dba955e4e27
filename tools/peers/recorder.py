"""A TCP relay that writes what passes as a capture file (pcap).

    recorder.py PORT HOST[PORT] FILE        listens on 127.0.0.1:PORT (0: any, printed), relays to HOST

Each connection stands in the file as if captured on the wire: IPv4 and TCP headers are made up
(addresses 127.0.0.1, the ports the true ones of client and relay, numbers that follow the data), the
payload is what was received. It ends on SIGTERM or SIGINT.
"""

import itertools
import re
import signal
import socket
import struct
import sys
import threading
import time

RAW_IP = 101  # https://www.tcpdump.org/linktypes.html: begins with an IPv4 header
FIN, SYN, PUSH, ACK = 1, 2, 8, 16
MOST = 32768  # octets read at a time: with the headers below 65,536


class Capture:
    """The file, in the format of draft-ietf-opsawg-pcap."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.lock = threading.Lock()
        self.packets = 0
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, RAW_IP))

    def packet(self, octets):
        now = time.time_ns() // 1000
        self.file.write(struct.pack("<IIII", now // 1000000, now % 1000000, len(octets), len(octets)))
        self.file.write(octets)
        self.packets += 1

    def close(self):
        with self.lock:
            self.file.close()


def checksum(octets):
    total = sum(struct.unpack(">%dH" % (len(octets) // 2), octets))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


class Flow:
    """One connection in the capture: side 0 is the client, side 1 the relay."""

    def __init__(self, capture, ports, number):
        self.capture = capture
        self.ports = ports
        first = number << 20 & 0xFFFFFFFF  # a port used again begins elsewhere
        self.next = [first, first]
        with capture.lock:
            self.segment(0, SYN, b"")
            self.segment(1, SYN | ACK, b"")
            self.segment(0, ACK, b"")

    def segment(self, side, flags, payload):
        tcp = struct.pack(">HHIIBBHHH", self.ports[side], self.ports[1 - side], self.next[side],
                          self.next[1 - side] if flags & ACK else 0, 5 << 4, flags, 65535, 0, 0)
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 40 + len(payload), 0, 0x4000, 64, 6, 0,
                         b"\x7f\0\0\1", b"\x7f\0\0\1")
        ip = ip[:10] + struct.pack(">H", checksum(ip)) + ip[12:]
        self.capture.packet(ip + tcp + payload)
        gone = len(payload) + (1 if flags & (SYN | FIN) else 0)
        self.next[side] = self.next[side] + gone & 0xFFFFFFFF

    def said(self, side, payload):
        with self.capture.lock:
            self.segment(side, FIN | ACK if not payload else PUSH | ACK, payload)


class Recorder:
    """Relays from its own port to `host`, `port`, until close(). The capture is another's to close."""

    def __init__(self, capture, host, port, listen=0):
        self.capture = capture
        self.target = (host, port)
        self.running = []
        self.socket = socket.create_server(("127.0.0.1", listen), backlog=128)
        self.port = self.socket.getsockname()[1]
        self.acceptor = threading.Thread(target=self.accept, daemon=True)
        self.acceptor.start()

    def accept(self):
        for number in itertools.count(1):
            try:
                client, address = self.socket.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self.target)
            except OSError:
                client.close()
                continue
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            flow = Flow(self.capture, (address[1], self.port), number)
            for side, source, sink in ((0, client, server), (1, server, client)):
                pump = threading.Thread(target=self.pump, args=(flow, side, source, sink), daemon=True)
                self.running = [t for t in self.running if t.is_alive()] + [pump]
                pump.start()

    @staticmethod
    def pump(flow, side, source, sink):
        """Everything from source to sink; the end of one direction is passed on as such."""
        octets = b"-"
        while octets:
            try:
                octets = source.recv(MOST)
            except OSError:
                octets = b""
            flow.said(side, octets)
            try:
                if octets:
                    sink.sendall(octets)
                else:
                    sink.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # the other end has gone; what this one still says is recorded

    def rest(self, patience=10):
        """Waits until no connection is left, each for `patience` seconds."""
        for pump in self.running:
            pump.join(patience)

    def close(self, patience=10):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.acceptor.join(patience)
        self.rest(patience)


def main(words):
    target = re.fullmatch(r"(.+)\[(\d+)\]", words[1]) if len(words) == 3 else None
    if target is None:
        print(__doc__, file=sys.stderr)
        return 2
    capture = Capture(words[2])
    recorder = Recorder(capture, target[1], int(target[2]), int(words[0]))
    print("recorder: ready on 127.0.0.1[%d]" % recorder.port, flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    recorder.close(1)
    capture.close()
    return 0


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    sys.exit(main(sys.argv[1:]))
