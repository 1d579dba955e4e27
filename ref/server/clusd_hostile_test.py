"""Tests of clusd over real sockets: clients that mean no good, by their number or by their pace.

Run by clusd_test.sh:  python3 clusd_hostile_test.py PATH-OF-CLUSD
What is wrong with single PDUs and stubs is swept without sockets, by sweep_*_test.c.
"""

import resource
import socket
import struct
import sys
import time
import unittest

import clusd_test
from clusd_test import LIMIT, OPEN_NODE, Client, bind_pdu, request_pdu, text

OPEN_RESOURCE, RESOURCE_CONTROL = 8, 73
GET_COMMON_PROPERTIES = 0x01000059
OUT_ARGS_TOO_BIG = 0x1C010013
CONNECTIONS = 2000  # what clusd takes, if not told otherwise
EACH = 64 * 1024  # octets that one may cost


class HostileTest(clusd_test.ClusdTest):
    def onlooker(self, server):
        """A client whose handle must outlive whatever others do."""
        client = self.client(server).bind()
        status, node = client.open_node()
        self.assertEqual(status, 0)
        return client, node

    def unharmed(self, onlooker):
        client, node = onlooker
        self.assertEqual(client.ask(clusd_test.NODE_STATE, node), bytes(12))

    def grew_no_more_than(self, octets, server, before):
        """A sanitizer keeps what was freed, so that its memory says nothing."""
        with open("/proc/%d/maps" % server.process.pid) as maps:
            if "libasan" not in maps.read():
                self.assertLessEqual(server.resident() - before, octets)

    def test_an_octet_now_and_then(self):
        """Slower than the idle time as a whole, but never idle: it is waited for, and so is nobody else."""
        server = self.start("--idle", "2")
        slow = self.client(server)
        stream = bind_pdu()
        for i in range(6):
            slow.send(stream[i:i + 1])
            self.alive(server)
            time.sleep(0.5)
        slow.send(stream[6:])
        self.assertEqual(slow.receive()[0], clusd_test.BIND_ACK)
        slow.send(request_pdu(2, OPEN_NODE, text("node1"))[:30])
        self.assertTrue(slow.ended())  # it said no more

    def test_who_never_reads_is_ended_at_last(self):
        server = self.start("--idle", "1", "--handles", "3")
        greedy = self.client(server, receive_buffer=2048).bind()
        self.assertEqual(greedy.open_node()[0], 0)
        greedy.socket.setblocking(False)
        try:
            for call in range(3, 20000):
                greedy.socket.send(request_pdu(call, clusd_test.CREATE_ENUM, struct.pack("<I", 0x3F)))
        except BlockingIOError:
            pass
        time.sleep(2.5)  # idle time, and a turn
        client, _ = self.onlooker(server)  # two handles: the greedy client's are gone
        self.assertEqual(client.open_node()[0], 0)

    def test_two_thousand_connections(self):
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        if most != resource.RLIM_INFINITY and most < CONNECTIONS + 100:
            self.skipTest("no more than %d descriptors" % most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (CONNECTIONS + 100, most))
        server = self.start()
        onlooker = self.onlooker(server)
        before = server.resident()
        clients = [self.client(server).bind() for _ in range(CONNECTIONS - 1)]
        for client in clients[::10]:
            client.send(request_pdu(2, OPEN_NODE, b"\0" * 1000, flags=1))  # and the rest never comes
        self.unharmed(onlooker)
        self.assertTrue(self.client(server).ended())  # one too many
        self.grew_no_more_than(CONNECTIONS * EACH + 64 * 2**20, server, before)
        for client in clients:
            client.close()
        self.unharmed(onlooker)
        for _ in range(LIMIT * 10):
            try:
                return self.alive(server)
            except (EOFError, ConnectionResetError, BrokenPipeError):
                time.sleep(0.1)
        self.fail("the places of those who left stay taken")

    def test_connections_that_are_reset(self):
        server = self.start("--connections", "50")
        onlooker = self.onlooker(server)
        reset = struct.pack("ii", 1, 0)  # SO_LINGER without time: close() resets
        for i in range(1000):
            client = Client(server.port)
            client.send((bind_pdu() + request_pdu(2, OPEN_NODE, text("node1")))[:i % 200])
            client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            client.close()
        self.unharmed(onlooker)
        self.settle(server)
        self.alive(server)

    def test_four_gibibytes_of_output(self):
        """A stub of 36 octets asks for them."""
        server = self.start()
        onlooker = self.onlooker(server)
        client = self.client(server).bind()
        resource_handle = client.ask(OPEN_RESOURCE, text("Cluster Name"))[8:28]
        before = server.resident()
        stub = resource_handle + struct.pack("<IIII", GET_COMMON_PROPERTIES, 0, 0, 0xFFFFFFFF)
        self.assertEqual(len(stub), 36)
        self.assertEqual(self.fault(client, RESOURCE_CONTROL, stub), OUT_ARGS_TOO_BIG)
        for _ in range(100):
            reply = client.ask(RESOURCE_CONTROL, stub[:32] + struct.pack("<I", 0x7FFFFFFF))
            self.assertLess(len(reply), 1024)
        self.grew_no_more_than(2**20, server, before)
        self.unharmed(onlooker)

    def test_memory_stays_within_its_limit(self):
        limit = 8 * 2**20
        server = self.start("--memory", str(limit))
        onlooker = self.onlooker(server)
        before = server.resident()
        senders = [self.client(server).bind() for _ in range(100)]
        for sender in senders:
            try:
                for octets in self.long_pdus(2**20)[:-1]:
                    sender.send(octets)
            except (BrokenPipeError, ConnectionResetError):
                pass
        self.unharmed(onlooker)
        self.grew_no_more_than(limit + 101 * EACH, server, before)
        for sender in senders:
            sender.close()
        self.settle(server)
        self.alive(server)


def load_tests(loader, _tests, _pattern):
    """Those of this file alone, not the ones it inherits."""
    names = [name for name in HostileTest.__dict__ if name.startswith("test_")]
    return unittest.TestSuite(HostileTest(name) for name in names)


if __name__ == "__main__":
    clusd_test.CLUSD = sys.argv.pop(1) if len(sys.argv) > 1 else clusd_test.CLUSD
    unittest.main()
