"""clus-cts in front of endpoints and programs that mean no good:  hostile_test.py CLUS-CTS CLUSD

Each run must end by itself with a verdict: exit status 1 or 3 and a line that says why, never 0, a crash or a hang.
"""

import os
import random
import re
import socket
import struct
import subprocess
import sys
import threading

LIMIT = 120  # seconds that a run may take; none needs them
BIND, BIND_ACK, REQUEST, RESPONSE, FAULT, ALTER_RESP, SHUTDOWN = 11, 12, 0, 2, 3, 15, 17
NDR = bytes.fromhex("045d888aeb1cc9119fe808002b10486002000000")


def pdu(kind, call, body, flags=3, length=None):
    return struct.pack("<BBBB4sHHI", 5, 0, kind, flags, b"\x10\0\0\0", length or 16 + len(body), 0, call) + body


def bind_ack(call, results=1, count=None):
    body = struct.pack("<HHIH4s2x", 5840, 5840, 1, 4, b"135\0") + struct.pack("<B3x", count or results)
    return pdu(BIND_ACK, call, body + results * (struct.pack("<HH", 0, 0) + NDR))


def response(call, stub, flags=3, context=0):
    return pdu(RESPONSE, call, struct.pack("<IHBB", len(stub), context, 0, 0) + stub, flags)


# -- what is said: to a bind, and to a request; None ends the connection, a list goes on for ever --------------------

NOISE = random.Random(4)
ENDPOINTS = {
    "garbage to everything": (lambda call: NOISE.randbytes(600), None),
    "garbage after the bind": (bind_ack, lambda call: NOISE.randbytes(600)),
    "nothing but garbage, for ever": (lambda call: [NOISE.randbytes(4096)], None),
    "a bind_ack without results": (lambda call: bind_ack(call, 0), None),
    "a bind_ack that counts what is not there": (lambda call: bind_ack(call, 1, 255), None),
    "a bind_ack of another call": (lambda call: bind_ack(call + 7), lambda call: response(call, bytes(24))),
    "a fault for a bind": (lambda call: pdu(FAULT, call, bytes(16)), None),
    "a bind_ack of 65535 octets": (lambda call: bind_ack(call)[:8] + b"\xff\xff" + bind_ack(call)[10:] + bytes(65000), None),
    "a reply of 65535 octets": (bind_ack, lambda call: response(call, bytes(65511))),
    "a reply that never comes whole": (bind_ack, lambda call: response(call, bytes(100))[:60]),
    "a reply of another call": (bind_ack, lambda call: response(call + 1, bytes(24))),
    "a reply of no octets": (bind_ack, lambda call: response(call, b"")),
    "a reply that counts what is not there": (bind_ack, lambda call: response(call, b"\0\0\2\0\xff\xff\xff\x7f" * 3)),
    "fragments without end": (bind_ack, lambda call: [response(call, bytes(5000), 1), response(call, bytes(5000), 0)]),
    "empty fragments without end": (bind_ack, lambda call: [response(call, b"", 1), response(call, b"", 0)]),
    "a fragment that is not the first": (bind_ack, lambda call: response(call, bytes(24), 2)),
    "shutdown": (bind_ack, lambda call: pdu(SHUTDOWN, call, b"")),
    "a client's PDU": (bind_ack, lambda call: pdu(REQUEST, call, bytes(8))),
    "a fault that is cut short": (bind_ack, lambda call: pdu(FAULT, call, bytes(4))),
    "the end instead of a reply": (bind_ack, lambda call: None),
    "a frag_length of 0": (bind_ack, lambda call: pdu(RESPONSE, call, bytes(8), 3, 1)),
    "an auth_length that is not there": (bind_ack, lambda call: response(call, bytes(24))[:10] + b"\xff\0" +
                                         response(call, bytes(24))[12:]),
}

PROGRAMS = {
    "zeros without end": "cat /dev/zero",
    "one line without end": "yes 00 | tr -d '\\n'",
    "lines without end": "yes 00000000",
    "noise": "cat /dev/urandom",
    "an odd digit": "while read -r line; do echo 0; done",
    "a fault that is no number": "while read -r line; do echo fault 99999999999999999999; done",
    "a fault of 0": "while read -r line; do echo fault 0; done",
    "deaf": "exec sleep 60",
    "killed": "kill -9 $$",
}


class Endpoint:
    """Answers as a table's row says, for as long as the test runs."""

    def __init__(self, row):
        self.row = row
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.name = "rpc:ncacn_ip_tcp:127.0.0.1[%d]" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            while head := client.recv(16, socket.MSG_WAITALL):
                client.recv(struct.unpack("<H", head[8:10])[0] - 16, socket.MSG_WAITALL)
                answer = self.row[head[2] != BIND] or self.row[0]
                said = answer(struct.unpack("<I", head[12:16])[0])
                if said is None:
                    break
                client.sendall(said if isinstance(said, bytes) else said[0])
                while isinstance(said, list):
                    client.sendall(said[-1])
        except (OSError, struct.error):
            pass
        client.close()


class Spoiler:
    """Stands before a good server and alters an octet behind frag_length now and then."""

    def __init__(self, port, seed):
        self.port, self.chance = port, random.Random(seed)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.name = "rpc:ncacn_ip_tcp:127.0.0.1[%d]" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(("127.0.0.1", self.port))
            for source, sink, spoils in ((client, server, False), (server, client, True)):
                threading.Thread(target=self.pump, args=(source, sink, spoils), daemon=True).start()

    def pump(self, source, sink, spoils):
        try:
            while octets := bytearray(source.recv(65536)):
                if spoils and octets[2] not in (BIND_ACK, ALTER_RESP) and self.chance.random() < 0.3:
                    octets[self.chance.randrange(10, len(octets))] ^= self.chance.choice((1, 0x80, 0xFF))
                sink.sendall(octets)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def verdict(cts, subject, *options):
    """Why a run did not end as it must; nothing if it did."""
    try:
        done = subprocess.run([cts, "run", subject, "--timeout", "1", *options], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return "did not end", ""
    said = done.stdout.decode("utf-8", "replace")
    if done.returncode not in (1, 3) or "Sanitizer" in said or "runtime error" in said:
        return "exit %d" % done.returncode, said
    if re.search(r"[1-9]\d* crash", said):
        return "a case crashed", said
    if not said.strip():
        return "said nothing", said
    return "", said


def main(cts, clusd):
    wrong = 0
    runs = [(name, Endpoint(row).name, ["--only", "wire-open*", "--only", "wire-enum*"]) for name, row in ENDPOINTS.items()]
    runs += [(name, "cmd:" + program, ["--only", "wire-open*"]) for name, program in PROGRAMS.items()]
    server = subprocess.Popen([clusd, "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True)
    port = int(re.search(r"\[(\d+)\]", server.stdout.readline())[1])
    runs += [("altered answers, seed %d" % seed, Spoiler(port, seed).name, ["--only", "wire-*"]) for seed in range(1, 4)]
    for name, subject, options in runs:
        why, said = verdict(cts, subject, *options)
        if os.environ.get("SHOW"):
            print("%s: %s" % (name, said.strip().splitlines()[-1:]))
        if why:
            wrong += 1
            print("%s: %s\n%s" % (name, why, said[-2000:]))
    server.terminate()
    server.communicate()
    print("hostile_test.py: %d as wanted, %d not" % (len(runs) - wrong, wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
