"""A server that one sequence of calls kills, hangs or upsets: stands before a good server and passes everything on, until

    deadly.py PORT FAULT LISTEN       listens on port LISTEN (0: any) of 127.0.0.1, prints it; passes on to 127.0.0.1:PORT

    none          nothing happens
    dies          a call with a context handle that was closed ends the process
    hangs         a close of a handle of another type stops all answers, for good
    leaves        a call that cannot be decoded is not answered
    closes        an opnum that there is not ends the connection
"""
import os
import socket
import struct
import sys
import threading
import time

import wire_proxy

CLOSES = {1, 11, 37, 44, 56, 67, 82, 93, 165}
NO_HANDLE = bytes(20)
INVALID_HANDLE = 6


class Remembers(wire_proxy.Good):
    """Knows which handle a close was asked for, on each connection."""

    def __init__(self):
        super().__init__()
        self.asked_to_close = {}

    def call(self, opnum, pdu):
        if opnum in CLOSES and len(pdu.stub) == 20 and pdu.stub != NO_HANDLE:
            self.asked_to_close[pdu.call_id] = pdu.stub
        return pdu

    def reply(self, opnum, pdu):
        handle = self.asked_to_close.pop(pdu.call_id, None)
        if handle is not None:
            self.close_answered(handle, struct.unpack_from("<I", pdu.stub, 20)[0])
        return pdu


class Dies(Remembers):
    def __init__(self):
        super().__init__()
        self.closed = set()

    def call(self, opnum, pdu):
        if pdu.stub[:20] in self.closed:
            os._exit(1)
        return super().call(opnum, pdu)

    def close_answered(self, handle, code):
        if code == 0:
            self.closed.add(handle)


class Hangs(Remembers):
    stuck = threading.Event()

    def asked(self, pdu):
        while Hangs.stuck.is_set():
            time.sleep(3600)
        return super().asked(pdu)

    def close_answered(self, handle, code):
        if code == INVALID_HANDLE:
            Hangs.stuck.set()


class Leaves(wire_proxy.Good):
    def fault(self, pdu):
        return NOTHING if status(pdu) == 0x6F7 else pdu


class Closes(wire_proxy.Good):
    def fault(self, pdu):
        return None if status(pdu) == 0x1C010002 else pdu


def status(pdu):
    return struct.unpack_from("<I", pdu.octets, 24)[0]


class Nothing:
    octets = b""


NOTHING = Nothing()
FAULTS = {"none": wire_proxy.Good, "dies": Dies, "hangs": Hangs, "leaves": Leaves, "closes": Closes}


def read_exactly(stream, size):
    octets = b""
    while len(octets) < size:
        more = stream.recv(size - len(octets))
        if not more:
            return None
        octets += more
    return octets


def read_pdu(stream):
    """The next PDU; octets that are none as they are; None at the end."""
    header = read_exactly(stream, 16)
    if header is None:
        return None
    length = struct.unpack_from("<H" if header[4] >= 0x10 else ">H", header, 8)[0]
    rest = read_exactly(stream, max(length - 16, 0))
    return None if rest is None else wire_proxy.Pdu(header + rest)


def carry(source, back, onward, what):
    """Carry PDUs from one side to the other until either ends."""
    try:
        while (pdu := read_pdu(source)) is not None:
            passed = what(pdu)
            if passed is None:
                break
            if isinstance(passed, tuple):
                back.sendall(passed[1].octets)
            else:
                onward.sendall(passed.octets)
    except OSError:
        pass
    for stream in (source, onward):
        try:
            stream.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(client, port, kind):
    server = socket.create_connection(("127.0.0.1", port))
    for stream in (client, server):
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    fault = kind()
    threading.Thread(target=carry, args=(server, server, client, fault.answered), daemon=True).start()
    carry(client, client, server, fault.asked)


def main():
    port, kind, listen = int(sys.argv[1]), FAULTS[sys.argv[2]], int(sys.argv[3])
    listener = socket.create_server(("127.0.0.1", listen), backlog=64)
    print(listener.getsockname()[1], flush=True)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client, port, kind), daemon=True).start()


if __name__ == "__main__":
    main()
