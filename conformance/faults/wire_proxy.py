"""What stands between a client and a good server: PDUs that pass, and the hooks by which a fault changes them.

Only whole calls in little-endian NDR or NDR64 are broken, unless a fault hooks `request`; everything else passes as it is.
"""
import os
import re
import struct

REQUEST, RESPONSE, FAULT, BIND, BIND_ACK, BIND_NAK, ALTER, ALTER_RESP = 0, 2, 3, 11, 12, 13, 14, 15
FIRST, LAST = 1, 2
NULL_HANDLE = bytes(20)
NDR64 = bytes.fromhex("33057171babe37498319b5dbef9ccc36")
MISMATCH, BAD_STUB, PROTOCOL_ERROR, NO_OPNUM = 0x1C00001A, 0x6F7, 0x1C01000B, 0x1C010002


def methods():
    """The method table of the reference: opnum by name, and of those that return a handle how far from the reply's end Status stands."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "ref", "wire")
    opnums, status = {}, {}
    for name in ("methods_both.c", "methods_version_3.c"):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            rows = re.findall(r"^    (?:METHOD|SINCE|DIFFERS)\((?:\w+, )?(\d+), Api(\w+)(.*?)(?=^    [A-Z]|^\};)", file.read(), re.M | re.S)
        for opnum, name, row in rows:
            opnums[name] = int(opnum)
            if "(return)" in row:
                status[int(opnum)] = 28 if "RPC_STATUS" in row else 24
    return opnums, status


OPNUM, STATUS = methods()
KINDS = ("Node", "Group", "Resource", "Network", "NetInterface")


def opnums(form, kinds=KINDS):
    """The opnums of a method of each kind: opnums("Open*Ex")."""
    return {OPNUM[form.replace("*", kind)] for kind in kinds}


OPENS = opnums("Open*", KINDS + ("Cluster",))
OPENS_EX = opnums("Open*Ex", KINDS + ("Cluster",))
CLOSES = opnums("Close*", KINDS + ("Cluster", "Key", "Notify", "BatchPort", "GroupSet"))
STATES = opnums("Get*State")
CONTROLS = opnums("*Control", KINDS + ("Cluster",))


class Pdu:
    """A PDU as it came; what is changed in it goes out."""

    def __init__(self, octets):
        self.octets = bytearray(octets)
        self.type, self.flags, self.order = octets[2], octets[3], octets[4]
        self.call_id = self.number("<I" if self.order >= 0x10 else ">I", 12)

    def number(self, form, offset):
        return struct.unpack_from(form, self.octets, offset)[0] if len(self.octets) >= offset + struct.calcsize(form) else 0

    def is_whole_call(self):
        return self.order == 0x10 and self.flags & 3 == 3 and self.number("<H", 10) == 0

    @property
    def context(self):
        return self.number("<H" if self.order >= 0x10 else ">H", 20)

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


def fault_pdu(call_id, context, status, flags=0x23):
    return Pdu(struct.pack("<BBBB4sHHIIHBBII", 5, 0, FAULT, flags, b"\x10\0\0\0", 32, 0, call_id, 0, context, 0, 0, status, 0))


class Call:
    """A request under way: what was sent of it so far."""

    def __init__(self, opnum, pdu):
        self.opnum, self.context, self.stub, self.whole = opnum, pdu.context, bytearray(), pdu.is_whole_call()
        self.order, self.ndr64 = pdu.order, False


class Good:
    """A connection to a server without a fault. A fault changes one of the hooks: they get a PDU and say what goes on; None ends the
    connection, ("answer", PDU) goes back at once, ("nothing",) is swallowed."""

    case, must, may = None, "", ""
    kept = {}  # what all connections of a server share

    def __init__(self, place="cluster"):
        self.place = place  # which of the fixture's clusters is served here
        self.calls = {}     # under way, by id
        self.handle = {}    # the last that each opnum gave
        self.asked_for, self.ndr64, self.version = [], set(), 3
        self.of_call = None
        self.ports = b"", b""  # the server's, and the one it seems to have: both have five digits

    def asked(self, pdu):
        if pdu.type in (BIND, ALTER):
            self.read_contexts(pdu)
            return self.bind(pdu)
        if pdu.type != REQUEST:
            return self.other(pdu)
        call = self.calls.get(pdu.call_id)
        if call is None or pdu.flags & FIRST:
            opnum = pdu.number("<H" if pdu.order >= 0x10 else ">H", 22)
            call = self.calls[pdu.call_id] = Call(opnum, pdu)
            call.ndr64 = call.context in self.ndr64
        call.stub += pdu.octets[24:]
        return self.request(call, pdu)

    def read_contexts(self, pdu):
        at = 28
        for _ in range(pdu.octets[24] if len(pdu.octets) > 24 else 0):
            self.asked_for.append((pdu.number("<H", at), bytes(pdu.octets[at + 24:at + 40]) == NDR64))
            self.version = pdu.number("<H", at + 20) or self.version
            at += 24 + 20 * (pdu.octets[at + 2] if len(pdu.octets) > at + 2 else 0)
        self.ndr64 |= {context for context, is_ndr64 in self.asked_for if is_ndr64}

    def answered(self, pdu):
        self.of_call = call = self.calls.get(pdu.call_id)
        if pdu.type in (RESPONSE, FAULT) and pdu.flags & LAST:
            self.calls.pop(pdu.call_id, None)
        if pdu.type == BIND_ACK:
            pdu.octets = pdu.octets.replace(*self.ports)
            return self.bind_ack(pdu)
        if pdu.type == BIND_NAK:
            return self.bind_nak(pdu)
        if pdu.type == ALTER_RESP:
            return self.alter_resp(pdu)
        if pdu.type == FAULT:
            return self.fault(pdu)
        if pdu.type == RESPONSE and call is not None and call.whole and pdu.is_whole_call():
            if call.opnum in STATUS:
                self.handle[call.opnum] = pdu.stub[-20:]
            return self.reply(call.opnum, pdu)
        return self.other_reply(pdu)

    def request(self, call, pdu):
        """Any fragment of any request."""
        return self.call(call.opnum, pdu) if call.whole else pdu

    def call(self, opnum, pdu):
        """A whole request in little-endian order."""
        return pdu

    def reply(self, opnum, pdu):
        """The whole response to such a request."""
        return pdu

    def bind(self, pdu):
        return pdu

    def other(self, pdu):
        return pdu

    def bind_ack(self, pdu):
        return pdu

    def bind_nak(self, pdu):
        return pdu

    def alter_resp(self, pdu):
        return pdu

    def fault(self, pdu):
        return pdu

    def other_reply(self, pdu):
        return pdu

    def result_at(self, opnum, pdu):
        """Where in the reply's PDU the result or the Status stands."""
        back = STATUS.get(opnum, 4)
        return len(pdu.octets) - (24 if back == 28 and self.version == 2 else back)

    def result(self, opnum, pdu):
        return pdu.number("<I", self.result_at(opnum, pdu))

    def result_of(self, opnum, code, handle=NULL_HANDLE):
        """A reply's stub that says only the result."""
        if opnum not in STATUS:
            return bytes(20 if opnum in CLOSES else 0) + struct.pack("<I", code)
        granted = bytes(4) if opnum in OPENS_EX else b""
        return granted + struct.pack("<I", code) + bytes(4 if STATUS[opnum] == 28 and self.version == 3 else 0) + handle


FAULTS = {}


def fault(name, must, may="", case=None):
    """Decorates a class that is a fault: its name, the clauses and ambiguities that it must break, those that it may, in which ? and * stand
    for characters, and a case that shows it."""
    def register(kind):
        kind.must, kind.may, kind.case = must, may, case
        assert name not in FAULTS, name
        FAULTS[name] = kind
        return kind
    return register


def hook(name, must, may="", case=None, what=None, **hooks):
    """A fault that is nothing but hooks."""
    fault(name, must, may, case)(type(name, (Good,), {"__doc__": what, **hooks}))


def recode(where, codes, only=lambda self, pdu: True, place=None):
    """A hook for replies: another result, by the one that it was; a fault's status where none was a result is left alone."""
    def reply(self, opnum, pdu):
        code = self.result(opnum, pdu)
        if opnum in where and code in codes and place in (None, self.place) and only(self, pdu):
            pdu.put("<I", self.result_at(opnum, pdu), codes[code])
        return pdu
    return reply


def refuse(where, code, only=lambda self, opnum, stub: True):
    """A hook for calls: they are not made, their result is the code."""
    def call(self, opnum, pdu):
        if opnum in where and only(self, opnum, pdu.stub):
            return "answer", response(pdu.call_id, pdu.context, self.result_of(opnum, code))
        return pdu
    return call


def change(where, how):
    """A hook for calls: the request's stub becomes another; how(self, stub) gives it, or None."""
    def call(self, opnum, pdu):
        other = how(self, pdu.stub) if opnum in where else None
        if other is not None:
            pdu.stub = other
        return pdu
    return call


def edit(where, how):
    """A hook for replies: the stub of one that succeeded becomes another."""
    def reply(self, opnum, pdu):
        if opnum in where and self.result(opnum, pdu) == 0:
            pdu.stub = how(self, pdu.stub)
        return pdu
    return reply


def forgive(status, stub, only=lambda self, call: True):
    """A hook for faults: what is refused with that status is answered by that stub, or with that other status."""
    def fault_hook(self, pdu):
        call = self.of_call
        if call is None or pdu.number("<I", 24) != status or not only(self, call):
            return pdu
        if isinstance(stub, int):
            pdu.put("<I", 24, stub)
            return pdu
        return response(pdu.call_id, pdu.context, stub(self, call) if callable(stub) else stub)
    return fault_hook


def word(stub, offset):
    """The 32-bit number there; 0 where none stands."""
    return struct.unpack_from("<I", stub, offset)[0] if 0 <= offset <= len(stub) - 4 else 0


def put(stub, offset, *values):
    """The stub with other 32-bit numbers there; an offset below 0 counts from the end."""
    stub = bytearray(stub)
    struct.pack_into(f"<{len(values)}I", stub, offset if offset >= 0 else len(stub) + offset, *values)
    return bytes(stub)


def flip(stub, offset):
    """The stub with another character or number there."""
    stub = bytearray(stub)
    stub[offset] ^= 1
    return bytes(stub)


def text(stub, offset=0):
    """The NDR string there."""
    count = word(stub, offset + 8)
    return stub[offset + 12:offset + 12 + 2 * count].decode("utf-16-le", "replace").rstrip("\0")


def string(value):
    """A string as NDR has it, padded to 4 octets."""
    units = (value + "\0").encode("utf-16-le")
    return struct.pack("<III", len(value) + 1, 0, len(value) + 1) + units + bytes(-len(units) % 4)
