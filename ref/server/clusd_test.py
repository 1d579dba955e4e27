"""Tests of clusd over real sockets: clients that are slow, silent, greedy, broken or many.

Run by clusd_test.sh:  python3 clusd_test.py PATH-OF-CLUSD
Every wait has a limit; everything stays on the loopback interface.
"""

import os
import random
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import unittest
import uuid

CLUSD = "build/clusd"
LIMIT = 20  # seconds that anything may take

CLUSAPI = uuid.UUID("b97db8b2-4c63-11cf-bff6-08002be23f2f")
MAPPER = uuid.UUID("e1af8308-5d1f-11c9-91a4-08002b14a0fa")
NDR = uuid.UUID("8a885d04-1ceb-11c9-9fe8-08002b104860")

REQUEST, RESPONSE, FAULT, BIND, BIND_ACK, BIND_NAK = 0, 2, 3, 11, 12, 13
OPEN_CLUSTER, CLOSE_CLUSTER, CREATE_ENUM, OPEN_NODE, NODE_STATE = 0, 1, 7, 66, 68
MISMATCH, BUSY, BAD_STUB = 0x1C00001A, 0x1C010014, 0x6F7


def pdu(kind, call, body, flags=3):
    return struct.pack("<BBBB4sHHI", 5, 0, kind, flags, b"\x10\0\0\0", 16 + len(body), 0, call) + body


def bind_pdu(group=0, interface=CLUSAPI, version=3):
    body = struct.pack("<HHIB3x", 5840, 5840, group, 1) + struct.pack("<HBx", 0, 1)
    body += interface.bytes_le + struct.pack("<I", version) + NDR.bytes_le + struct.pack("<I", 2)
    return pdu(BIND, 1, body)


def request_pdu(call, opnum, stub, flags=3):
    return pdu(REQUEST, call, struct.pack("<IHH", len(stub), 0, opnum) + stub, flags)


def text(name):
    units = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<III", len(name) + 1, 0, len(name) + 1) + units


class Fault(Exception):
    def __init__(self, status):
        super().__init__("fault 0x%X" % status)
        self.status = status


class Client:
    def __init__(self, port, receive_buffer=0):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(LIMIT)
        self.socket.connect(("127.0.0.1", port))
        self.call = 1

    def send(self, octets):
        self.socket.sendall(octets)

    def exactly(self, count):
        got = b""
        while len(got) < count:
            more = self.socket.recv(count - len(got))
            if not more:
                raise EOFError
            got += more
        return got

    def receive(self):
        head = self.exactly(16)
        return head[2], head[3], self.exactly(struct.unpack_from("<H", head, 8)[0] - 16)

    def bind(self, group=0, interface=CLUSAPI, version=3):
        self.send(bind_pdu(group, interface, version))
        kind, _, body = self.receive()
        if kind != BIND_ACK:
            raise Fault(-kind)
        self.group = struct.unpack_from("<I", body, 4)[0]
        return self

    def answer(self):
        stub = b""
        while True:
            kind, flags, body = self.receive()
            if kind == FAULT:
                raise Fault(struct.unpack_from("<I", body, 8)[0])
            stub += body[8:]
            if flags & 2:
                return stub

    def ask(self, opnum, stub=b""):
        self.call += 1
        self.send(request_pdu(self.call, opnum, stub))
        return self.answer()

    def open_node(self):
        reply = self.ask(OPEN_NODE, text("node1"))
        return struct.unpack_from("<I", reply)[0], reply[8:28]

    def ended(self):
        """Whether the server ends the connection (within the limit)."""
        try:
            while self.socket.recv(4096):
                pass
        except ConnectionResetError:
            pass
        except socket.timeout:
            return False
        return True

    def close(self):
        self.socket.close()


class Clusd:
    def __init__(self, *options):
        self.process = subprocess.Popen([CLUSD, "--log", "/dev/null", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
        self.mapper = None
        self.port = None
        self.output = ""
        while self.port is None:
            if not select.select([self.process.stdout], [], [], LIMIT)[0]:
                raise TimeoutError
            line = self.process.stdout.readline().decode()
            if not line:
                raise EOFError(self.process.stderr.read().decode())
            self.output += line
            number = int(line[line.index("[") + 1:line.index("]")])
            if " ready on " in line:
                self.port = number
            else:
                self.mapper = number

    def resident(self):
        with open("/proc/%d/status" % self.process.pid) as status:
            for line in status:
                if line.startswith("VmRSS"):
                    return int(line.split()[1]) * 1024
        return 0

    def end(self, by=signal.SIGTERM):
        self.process.send_signal(by)
        _, said = self.process.communicate(timeout=LIMIT)
        return self.process.returncode, said.decode()


class ClusdTest(unittest.TestCase):
    def start(self, *options):
        server = Clusd(*options)
        self.addCleanup(self.finish, server)
        return server

    def finish(self, server):
        """However it was treated, it ends with 0 and has nothing to complain about."""
        if server.process.returncode is None:
            self.assertEqual(server.end(), (0, ""))

    def client(self, server, **options):
        client = Client(server.port, **options)
        self.addCleanup(client.close)
        return client

    def alive(self, server):
        client = self.client(server).bind()
        self.assertEqual(client.open_node()[0], 0)
        client.close()

    def fault(self, client, opnum, stub=b""):
        with self.assertRaises(Fault) as caught:
            client.ask(opnum, stub)
        return caught.exception.status

    # -- starting and ending

    def run_to_end(self, *options):
        done = subprocess.run([CLUSD, *options], capture_output=True, timeout=LIMIT, text=True)
        return done.returncode, done.stdout, done.stderr

    def test_help_and_bad_use(self):
        status, said, _ = self.run_to_end("--help")
        self.assertEqual(status, 0)
        self.assertIn("Examples", said)
        for bad in (["--what"], ["--port", "65536"], ["--port", "x"], ["--listen", "::1"],
                    ["--connections", "0"], ["word"], ["--epm", "135"],
                    ["--fixture", "/nonexistent"], ["--cluster", "$nosuch"]):
            status, said, why = self.run_to_end(*bad)
            self.assertEqual((status, said), (2, ""), bad)
            self.assertTrue(why, bad)

    def test_log(self):
        with tempfile.TemporaryDirectory() as folder:
            for options, expected in (((), True), (("--quiet",), False)):
                log = os.path.join(folder, "log%d" % expected)
                server = self.start("--log", log, *options)
                self.alive(server)
                self.finish(server)
                said = open(log).read() if os.path.exists(log) else ""
                self.assertEqual("ApiOpenNode version 3: 0" in said, expected)

    def test_nobody_can_be_told_that_it_is_ready(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([CLUSD, "--port", "0"], stdout=full, stderr=subprocess.PIPE, timeout=LIMIT, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"clusd: standard output: No space left", done.stderr)

    def test_port_that_is_taken(self):
        server = self.start()
        status, _, why = self.run_to_end("--port", str(server.port))
        self.assertEqual(status, 1)
        self.assertIn(str(server.port), why)

    def test_signals_end_it_amid_everything(self):
        for by in (signal.SIGTERM, signal.SIGINT):
            server = self.start()
            half = self.client(server)
            half.send(bind_pdu()[:20])
            part = self.client(server).bind()
            part.send(request_pdu(2, OPEN_NODE, b"\0" * 1000, flags=1))
            holder = self.client(server).bind()
            holder.open_node()
            self.assertEqual(server.end(by), (0, ""))

    # -- context handles

    def test_rundown_with_the_last_connection(self):
        server = self.start()
        one = self.client(server).bind()
        _, node = one.open_node()
        two = self.client(server).bind(one.group)
        other = self.client(server).bind()
        one.close()
        self.assertEqual(len(two.ask(NODE_STATE, node)), 12)
        self.assertEqual(self.fault(other, NODE_STATE, node), MISMATCH)
        two.close()
        self.alive(server)  # one turn later the group is gone
        with self.assertRaises(Fault):
            self.client(server).bind(one.group)
        self.assertEqual(self.fault(self.client(server).bind(), NODE_STATE, node), MISMATCH)

    def test_rundown_makes_room(self):
        server = self.start("--handles", "4")
        for _ in range(50):
            client = self.client(server).bind()
            for _ in range(3):
                self.assertEqual(client.open_node()[0], 0)
            self.assertEqual(client.open_node()[0], 8)
            client.close()
            self.settle(server)

    def settle(self, server):
        """Waits until the server has noticed what ended before."""
        probe = Client(server.port)
        probe.send(b"\xEE" * 16)
        self.assertTrue(probe.ended())
        probe.close()

    def test_versions(self):
        server = self.start()
        old = self.client(server).bind(version=2)
        self.assertEqual(len(old.ask(OPEN_NODE, text("node1"))), 24)
        self.assertEqual(self.fault(old, 122), 0x1C010002)
        new = self.client(server).bind()
        self.assertEqual(self.fault(new, 80), 0x1C010002)
        self.assertEqual(self.fault(new, 200), 0x1C010002)

    def test_privacy(self):
        server = self.start("--require-privacy")
        self.assertEqual(self.fault(self.client(server).bind(), OPEN_CLUSTER), 5)

    # -- what is broken

    def stream(self):
        return bind_pdu() + request_pdu(2, OPEN_NODE, text("node1"))

    def test_truncated_everywhere(self):
        server = self.start()
        stream = self.stream()
        for length in range(len(stream)):
            client = Client(server.port)
            client.send(stream[:length])
            client.socket.shutdown(socket.SHUT_WR)
            self.assertTrue(client.ended(), length)
            client.close()
        self.alive(server)

    def test_every_octet_altered(self):
        server = self.start()
        stream = self.stream()
        for place in range(len(stream)):
            for by in (0x01, 0x80, 0xFF):
                octets = bytearray(stream)
                octets[place] ^= by
                client = Client(server.port)
                client.send(octets)
                client.socket.shutdown(socket.SHUT_WR)
                self.assertTrue(client.ended(), place)
                client.close()
        self.alive(server)

    def test_garbage(self):
        server = self.start()
        chance = random.Random(1)
        for _ in range(300):
            octets = bytearray(chance.randbytes(chance.randrange(1, 400)))
            if chance.randrange(2):  # past the header's first checks
                octets[:8] = b"\5\0" + bytes([chance.choice([0, 11, 14, 16, 18, 19])]) + b"\3\x10\0\0\0"
            client = Client(server.port)
            client.send(octets)
            client.socket.shutdown(socket.SHUT_WR)
            self.assertTrue(client.ended())
            client.close()
        self.alive(server)

    def test_stubs_that_are_garbage(self):
        server = self.start()
        chance = random.Random(2)
        client = self.client(server).bind()
        for _ in range(2000):
            try:
                client.ask(chance.randrange(265), chance.randbytes(chance.randrange(200)))
            except Fault:
                pass
        self.alive(server)

    def test_answer_arrives_before_the_end(self):
        """What a broken client is told is not lost in the closing of the connection."""
        server = self.start()
        client = self.client(server)
        client.send(b"\5\1" + bind_pdu()[2:] + b"\xEE" * 3000)
        self.assertEqual(client.receive()[0], BIND_NAK)
        self.assertTrue(client.ended())

    # -- slow, silent, greedy, many

    def test_octet_by_octet(self):
        server = self.start()
        client = self.client(server)
        stream = self.stream()
        for i in range(len(stream)):
            client.send(stream[i:i + 1])
            if i % 40 == 0:
                self.alive(server)
        self.assertEqual(client.receive()[0], BIND_ACK)
        self.assertEqual(len(client.answer()), 28)

    def test_clients_that_never_read(self):
        server = self.start()
        greedy = []
        for _ in range(10):
            client = self.client(server, receive_buffer=2048).bind()
            client.socket.setblocking(False)
            try:
                for call in range(2, 20000):
                    client.socket.send(request_pdu(call, CREATE_ENUM, struct.pack("<I", 0x3F)))
            except BlockingIOError:
                pass
            greedy.append(client)
        self.alive(server)
        for client in greedy:  # whoever reads is answered after all
            client.socket.settimeout(LIMIT)
            self.assertGreater(len(client.answer()), 100)
        self.alive(server)

    def long_pdus(self, size, call=2):
        step = 5600
        parts = [b"\0" * min(step, size - at) for at in range(0, size, step)]
        return [request_pdu(call, OPEN_NODE, part, (i == 0) | (i == len(parts) - 1) << 1)
                for i, part in enumerate(parts)]

    def test_budget(self):
        server = self.start("--memory", "200000")
        holders = []
        for _ in range(3):  # each borrows 64 KiB and goes silent
            holder = self.client(server).bind()
            holder.send(self.long_pdus(8000)[0])
            holders.append(holder)
        self.settle(server)
        late = self.client(server).bind()
        for octets in self.long_pdus(8000):
            late.send(octets)
        with self.assertRaises(Fault) as caught:
            late.answer()
        self.assertEqual(caught.exception.status, BUSY)
        self.alive(server)
        holders[0].close()
        self.settle(server)
        late.call = 2
        for octets in self.long_pdus(8000, call=3):
            late.send(octets)
        with self.assertRaises(Fault) as caught:
            late.answer()
        self.assertEqual(caught.exception.status, BAD_STUB)

    def test_four_mebibytes(self):
        server = self.start()
        client = self.client(server).bind()
        for octets in self.long_pdus(4 * 1024 * 1024):
            client.send(octets)
        with self.assertRaises(Fault) as caught:
            client.answer()
        self.assertEqual(caught.exception.status, BAD_STUB)
        for octets in self.long_pdus(4 * 1024 * 1024 + 1, call=3):
            client.send(octets)
        with self.assertRaises(Fault) as caught:
            client.answer()
        self.assertEqual(caught.exception.status, 5)
        self.assertTrue(client.ended())
        self.alive(server)

    def test_connections_are_limited(self):
        server = self.start("--connections", "3")
        clients = [self.client(server).bind() for _ in range(3)]
        self.assertTrue(self.client(server).ended())
        self.assertEqual(clients[2].open_node()[0], 0)
        clients[0].close()
        for _ in range(LIMIT * 10):
            late = self.client(server)
            try:
                late.bind()
                break
            except (EOFError, ConnectionResetError, BrokenPipeError):
                late.close()
        self.assertEqual(late.open_node()[0], 0)

    def test_idle_connections_end(self):
        server = self.start("--idle", "1", "--handles", "2")
        client = self.client(server).bind()
        self.assertEqual(client.open_node()[0], 0)
        self.assertTrue(client.ended())
        silent = self.client(server)
        self.assertTrue(silent.ended())
        self.alive(server)  # the handle of the first is gone: there is room

    def test_a_thousand_idle_connections(self):
        server = self.start("--connections", "2000")
        self.alive(server)
        before = server.resident()
        clients = [self.client(server).bind() for _ in range(1000)]
        for client in clients:
            client.ask(OPEN_CLUSTER)
        each = (server.resident() - before) / 1000
        self.assertLessEqual(each, 64 * 1024)
        clients += [self.client(server).bind() for _ in range(900)]
        self.alive(server)
        self.assertEqual(clients[1234].open_node()[0], 0)

    # -- the endpoint mapper

    def test_mapper(self):
        server = self.start("--epm=0")
        self.assertIn("endpoint mapper on ncacn_ip_tcp:127.0.0.1[%d]" % server.mapper, server.output)
        client = Client(server.mapper)
        self.addCleanup(client.close)
        client.bind(interface=MAPPER)
        floors = b""
        for left, right in ((b"\x0d" + CLUSAPI.bytes_le + b"\3\0", b"\0\0"),
                            (b"\x0d" + NDR.bytes_le + b"\2\0", b"\0\0"),
                            (b"\x0b", b"\0\0"), (b"\7", b"\0\x87"), (b"\x09", b"\0\0\0\0")):
            floors += struct.pack("<H", len(left)) + left + struct.pack("<H", len(right)) + right
        tower = b"\5\0" + floors
        stub = struct.pack("<IIII", 0, 1, len(tower), len(tower)) + tower + b"\0"
        reply = client.ask(3, stub + b"\0" * 20 + struct.pack("<I", 1))
        self.assertEqual(reply[-4:], b"\0\0\0\0")
        self.assertIn(struct.pack(">H", server.port) + b"\1\0\x09\4\0\x7f\0\0\1", reply)
        with self.assertRaises(Fault):  # it maps, it does not serve
            client.ask(OPEN_CLUSTER)

    def test_rpcclient(self):
        """It always asks the endpoint mapper on port 135 first."""
        if shutil.which("rpcclient") is None:
            self.skipTest("rpcclient is not there")
        try:
            server = self.start("--epm")
        except EOFError as why:
            self.skipTest("no endpoint mapper on port 135: %s" % why)
        for command, said in (("clusapi_open_cluster", "successfully opened cluster"),
                              ("clusapi_get_cluster_name", "ClusterName: cluster1"),
                              ("clusapi_get_cluster_version", "WERR_CALL_NOT_IMPLEMENTED"),
                              ("clusapi_get_cluster_version2", "rpc_status: WERR_OK"),
                              ("clusapi_create_enum", "rpc_status: WERR_OK"),
                              ("clusapi_create_enumex", "rpc_status: WERR_OK"),
                              ("clusapi_open_resource 'Cluster Name'", "rpc_status: WERR_OK"),
                              ("clusapi_get_resource_state 'Cluster Name'", "rpc_status: WERR_OK"),
                              ("epmlookup", "b97db8b2-4c63-11cf-bff6-08002be23f2f")):
            done = subprocess.run(
                ["rpcclient", "-U%", "ncacn_ip_tcp:127.0.0.1[%d]" % server.port, "-c", command],
                capture_output=True, timeout=LIMIT, text=True)
            self.assertIn(said, done.stdout + done.stderr, command)

    def test_samba_as_client(self):
        try:
            from samba import credentials, param
            from samba.dcerpc import base
        except ImportError:
            self.skipTest("python3-samba is not there")
        server = self.start()
        anonymous = credentials.Credentials()
        anonymous.set_anonymous()
        for options in ("", ",bigendian"):
            binding = "ncacn_ip_tcp:127.0.0.1[%d%s]" % (server.port, options)
            client = base.ClientConnection(binding, (str(CLUSAPI), 3), lp_ctx=param.LoadParm(),
                                           credentials=anonymous)
            opened = client.request(OPEN_CLUSTER, b"")
            self.assertEqual(opened[:4], b"\0\0\0\0")
            if options:
                continue  # its raw requests are little-endian whatever it announces
            self.assertEqual(client.request(CLOSE_CLUSTER, opened[4:]), b"\0" * 24)
            with self.assertRaises(Exception):
                client.request(CLOSE_CLUSTER, opened[4:])


if __name__ == "__main__":
    CLUSD = sys.argv.pop(1) if len(sys.argv) > 1 else CLUSD
    unittest.main()
