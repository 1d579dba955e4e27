"""A server with one fault: stands before a good server and breaks what passes.

    wire.py PORT FAULT      listens on a free port of 127.0.0.1, prints it, and passes everything on to 127.0.0.1:PORT
    wire.py --list          the faults, and a case that each must fail

Only whole calls in little-endian NDR are broken; everything else passes as it is.
"""
import socket
import struct
import sys
import threading

REQUEST, RESPONSE, FAULT, BIND, BIND_ACK = 0, 2, 3, 11, 12
OPEN_NETWORK, CLOSE_NETWORK, NETWORK_STATE, NETWORK_ID, OPEN_NETWORK_EX, CREATE_ENUM = 81, 82, 83, 86, 121, 7
NULL_HANDLE = bytes(20)


class Pdu:
    """A PDU as it came; what is changed in it goes out."""

    def __init__(self, octets):
        self.octets = bytearray(octets)
        self.type, self.flags, self.order = octets[2], octets[3], octets[4]
        self.call_id = struct.unpack_from("<I", octets, 12)[0]

    def is_whole_call(self):
        return self.order == 0x10 and self.flags & 3 == 3 and struct.unpack_from("<H", self.octets, 10)[0] == 0

    @property
    def stub(self):
        return bytes(self.octets[24:])

    @stub.setter
    def stub(self, stub):
        self.octets[24:] = stub
        struct.pack_into("<H", self.octets, 8, len(self.octets))

    def put(self, form, offset, *values):
        struct.pack_into(form, self.octets, offset, *values)


def response(call_id, context, stub):
    return Pdu(struct.pack("<BBBB4sHHIIHBB", 5, 0, RESPONSE, 3, b"\x10\0\0\0", 24 + len(stub), 0, call_id, len(stub), context,
                           0, 0) + stub)


class Good:
    """Passes everything on. A fault changes one of these."""

    case = None

    def __init__(self):
        self.opnum = {}   # of calls under way
        self.handle = {}  # the last that each opnum gave

    def asked(self, pdu):
        """A PDU of the client: what goes on to the server, or `("answer", pdu)`."""
        if pdu.type == REQUEST and pdu.is_whole_call():
            opnum = struct.unpack_from("<H", pdu.octets, 22)[0]
            self.opnum[pdu.call_id] = opnum
            return self.call(opnum, pdu)
        return pdu

    def answered(self, pdu):
        """A PDU of the server: what goes on to the client; None: the connection ends."""
        opnum = self.opnum.pop(pdu.call_id, None)
        if pdu.type == BIND_ACK:
            return self.bind_ack(pdu)
        if pdu.type == FAULT:
            return self.fault(pdu)
        if pdu.type == RESPONSE and opnum is not None and pdu.is_whole_call():
            return self.reply(opnum, pdu)
        return pdu

    def call(self, opnum, pdu):
        return pdu

    def bind_ack(self, pdu):
        return pdu

    def fault(self, pdu):
        return pdu

    def reply(self, opnum, pdu):
        return pdu


class IgnoresClose(Good):
    """Says that the handle is closed, and keeps it."""
    case = "wire-closed-handle-refused[Network]"

    def call(self, opnum, pdu):
        if opnum == CLOSE_NETWORK:
            context = struct.unpack_from("<H", pdu.octets, 20)[0]
            return "answer", response(pdu.call_id, context, NULL_HANDLE + bytes(4))
        return pdu


class GivesHandleBack(Good):
    """A close leaves the handle as it was."""
    case = "wire-open[Network]"

    def call(self, opnum, pdu):
        self.handle[opnum] = pdu.stub[:20]
        return pdu

    def reply(self, opnum, pdu):
        if opnum == CLOSE_NETWORK and pdu.stub[20:24] == bytes(4):
            pdu.stub = self.handle[opnum] + pdu.stub[20:]
        return pdu


class TakesAnyHandle(Good):
    """Whatever handle comes, the network opened last is meant."""
    case = "wire-wrong-handle[ApiGetNetworkState]"

    def call(self, opnum, pdu):
        if opnum == NETWORK_STATE and OPEN_NETWORK not in self.handle:
            context = struct.unpack_from("<H", pdu.octets, 20)[0]
            return "answer", response(pdu.call_id, context, bytes(12))
        if opnum == NETWORK_STATE:
            pdu.stub = self.handle[OPEN_NETWORK]
        return pdu

    def reply(self, opnum, pdu):
        if opnum == OPEN_NETWORK:
            self.handle[opnum] = pdu.stub[-20:]
        return pdu


class TakesAlteredHandles(Good):
    """Only the first octets of a handle's UUID are looked at."""
    case = "wire-altered-handle-refused[Network,last]"

    def call(self, opnum, pdu):
        good = self.handle.get(OPEN_NETWORK)
        if opnum == NETWORK_STATE and good is not None and pdu.stub[:10] == good[:10]:
            pdu.stub = good
        return pdu

    def reply(self, opnum, pdu):
        if opnum == OPEN_NETWORK:
            self.handle[opnum] = pdu.stub[-20:]
        return pdu


class GrantsNothing(Good):
    """lpdwGrantedAccess stays 0."""
    case = "wire-granted-all[Network,all]"

    def reply(self, opnum, pdu):
        if opnum == OPEN_NETWORK_EX:
            pdu.put("<I", 24, 0)
        return pdu


class StatusAndHandle(Good):
    """A handle comes with a Status that is not 0."""
    case = "wire-open[Network]"

    def reply(self, opnum, pdu):
        if opnum == OPEN_NETWORK:
            pdu.put("<I", 24, 5)
        return pdu


class OpensUnknownNames(Good):
    """A name that names nothing opens something."""
    case = "wire-open-unknown[Network]"

    def reply(self, opnum, pdu):
        if opnum == OPEN_NETWORK and pdu.stub[8:] == NULL_HANDLE:
            pdu.stub = bytes(12) + b"\1" * 16
        return pdu


class WithoutRpcStatus(Good):
    """The reply lacks rpc_status, as in version 2.0."""
    case = "wire-rpc-status-is-there[Network]"

    def reply(self, opnum, pdu):
        if opnum == OPEN_NETWORK:
            pdu.stub = pdu.stub[:4] + pdu.stub[8:]
        return pdu


class CountAboveMaximum(Good):
    """A string's actual count is above its maximum count."""
    case = "wire-id[Network]"

    def reply(self, opnum, pdu):
        if opnum == NETWORK_ID and len(pdu.stub) > 16:
            pdu.put("<I", 24 + 4, 1)
        return pdu


class OtherId(Good):
    """The id is another object's."""
    case = "wire-id[Network]"

    def reply(self, opnum, pdu):
        if opnum == NETWORK_ID and len(pdu.stub) > 20:
            pdu.octets[24 + 16] ^= 1
        return pdu


class LosesOneOfList(Good):
    """An enumeration lacks what its count promises."""
    case = "wire-enum[network]"

    def reply(self, opnum, pdu):
        if opnum == CREATE_ENUM and len(pdu.stub) > 24:
            count = struct.unpack_from("<I", pdu.octets, 24 + 8)[0]
            pdu.put("<I", 24 + 8, count - 1)
        return pdu


class RenumbersCalls(Good):
    """The response has another call's id."""
    case = "wire-id[Network]"

    def reply(self, opnum, pdu):
        if opnum == NETWORK_ID:
            pdu.put("<I", 12, pdu.call_id + 1)
        return pdu


class OtherContext(Good):
    """The response names another presentation context."""
    case = "request-answered"

    def answered(self, pdu):
        pdu = super().answered(pdu)
        if pdu.type == RESPONSE:
            pdu.put("<H", 20, 77)
        return pdu


class LiesAboutOrder(Good):
    """The label says big-endian, and so is the header; the stub is not."""
    case = "wire-id[Network]"

    def reply(self, opnum, pdu):
        if opnum == NETWORK_ID:
            pdu.octets[4] = 0
            pdu.put(">HHIIH", 8, len(pdu.octets), 0, pdu.call_id, len(pdu.stub), 0)
        return pdu


class NoGroup(Good):
    """The bind_ack gives no association group."""
    case = "bind-answered"

    def bind_ack(self, pdu):
        pdu.put("<I", 20, 0)
        return pdu


class ForgivesBadStubs(Good):
    """What cannot be decoded is answered as if it had been."""
    case = "wire-actual-count-above-maximum[ndr]"

    def fault(self, pdu):
        if struct.unpack_from("<I", pdu.octets, 24)[0] == 0x6F7:
            return response(pdu.call_id, struct.unpack_from("<H", pdu.octets, 20)[0], bytes(28))
        return pdu


class FaultsWithNothing(Good):
    """The status of faults is 0."""
    case = "fault-has-no-stub[opnum]"

    def fault(self, pdu):
        pdu.put("<I", 24, 0)
        return pdu


class ClosesAfterFaults(Good):
    """A fault ends the connection."""
    case = "fault-leaves-connection"

    def __init__(self):
        super().__init__()
        self.over = False

    def fault(self, pdu):
        self.over = True
        return pdu

    def asked(self, pdu):
        return None if self.over else super().asked(pdu)


class SaysItExecuted(Good):
    """Faults before the method ran lack PFC_DID_NOT_EXECUTE."""
    case = "fault-before-method-flag"

    def fault(self, pdu):
        pdu.octets[3] &= ~0x20
        return pdu


class AnswersNotifyAtOnce(Good):
    """ApiGetNotify does not wait for an event."""
    case = "wire-pending-until-unblocked[ApiGetNotify]"

    def call(self, opnum, pdu):
        if opnum == 65:
            context = struct.unpack_from("<H", pdu.octets, 20)[0]
            return "answer", response(pdu.call_id, context, struct.pack("<IIIIII", 0, 0, 0, 0, 0, 1))
        return pdu


class AcceptsEverything(Good):
    """Every interface is accepted."""
    case = "unknown-interface-refused[other-uuid]"

    def bind_ack(self, pdu):
        length = struct.unpack_from("<H", pdu.octets, 24)[0]
        at = (26 + length + 3) // 4 * 4 + 4
        pdu.put("<HH", at, 0, 0)
        return pdu


def names():
    return {"".join("-" + c.lower() if c.isupper() else c for c in kind.__name__)[1:]: kind for kind in Good.__subclasses__()}


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
    return None if rest is None else Pdu(header + rest)


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
    if sys.argv[1:] == ["--list"]:
        for name, kind in names().items():
            print(name, kind.case)
        return
    port, kind = int(sys.argv[1]), {"none": Good, **names()}[sys.argv[2]]
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    print(listener.getsockname()[1], flush=True)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client, port, kind), daemon=True).start()


if __name__ == "__main__":
    main()
