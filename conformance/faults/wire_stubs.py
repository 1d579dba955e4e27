"""Servers with faults of NDR and NDR64 (C706 14, MS-RPCE 2.2.5 and 3.1.1.5.3)."""
import struct

from wire_proxy import (BAD_STUB, CONTROLS, OPNUM, Good, edit, fault, fault_pdu, flip, forgive, hook, opnums, put, refuse, response, word)

OPEN, OPEN_EX, STATE, GROUP_CONTROL = OPNUM["OpenNetwork"], OPNUM["OpenNetworkEx"], OPNUM["GetNetworkState"], OPNUM["GroupControl"]
CHECKS = "NDR-?,NDR-1?,NDR-22,AMB-106,AMB-107,CMRP-111,CMRP-112,CMRP-311,CMRP-955"


def forgives(name, must, what, only, stub=bytes(28), may=CHECKS, case=None):
    """A server that answers what it should refuse as bad stub data."""
    hook(name, must, may, case, what, fault=forgive(BAD_STUB, stub, lambda self, call: only(call)))


def bad(self, pdu):
    return "answer", fault_pdu(pdu.call_id, pdu.context, BAD_STUB)


def refuses(name, must, what, only, may=""):
    """A server that refuses what it should answer."""
    hook(name, must, may, what=what, call=lambda self, opnum, pdu: bad(self, pdu) if only(self, opnum, pdu.stub) else pdu)


forgives("forgives-bad-stubs", "NDR-1,AMB-106,CMRP-111", "What cannot be decoded is answered as if it had been.", lambda call: True,
         may=CHECKS + ",RPC-408,CMRP-310,RPC-403,RPC-404,AMB-112,AMB-138,AMB-124", case="wire-actual-count-above-maximum[ndr]")
forgives("forgives-cut-stubs", "NDR-2", "A handle cut short is answered.", lambda call: call.opnum == STATE and len(call.stub) < 20)
forgives("forgives-array-sizes", "NDR-3", "An array may have another size than its parameter says.",
         lambda call: call.opnum == GROUP_CONTROL and word(call.stub, 24) != 0)
forgives("forgives-offsets", "NDR-4", "A string may have an offset.", lambda call: call.opnum == OPEN and word(call.stub, 4) != 0)
forgives("forgives-counts", "NDR-5", "A string's actual count may be above its maximum count.",
         lambda call: call.opnum == OPEN and word(call.stub, 8) > word(call.stub, 0), may=CHECKS + ",RPC-408,CMRP-310,RPC-40?,AMB-138")
forgives("forgives-lengths", "NDR-6", "An array may have another length than its member says.", lambda call: call.opnum == OPNUM["SetKeySecurity"])
forgives("forgives-ranges", "NDR-7", "A number may be outside its range.", lambda call: call.opnum == OPNUM["SetServiceAccountPassword"])
forgives("forgives-null-with-size", "NDR-8,CMRP-112", "A NULL pointer may stand for an array that is not empty.",
         lambda call: call.opnum == GROUP_CONTROL and word(call.stub, 24) == 0)
forgives("forgives-endless-strings", "NDR-9", "A string may announce more than there can be.",
         lambda call: call.opnum == OPEN and word(call.stub, 0) >= 1 << 31 and word(call.stub, 4) == 0)
forgives("forgives-missing-terminators", "AMB-107", "A string needs no terminator.",
         lambda call: call.opnum == OPEN and word(call.stub, 0) == word(call.stub, 8) == 2 and word(call.stub, 4) == 0)
forgives("forgives-in-ndr64", "NDR-22", "In NDR64 no check is made.", lambda call: call.ndr64)
refuses("padding-checked", "AMB-122", "Octets in gaps have to be 0.", lambda self, opnum, stub: opnum == OPEN_EX and stub[18:20] == b"\xff\xff", "NDR-10")


@fault("padding-spoils-connection", "NDR-10", "AMB-122")
class PaddingSpoilsConnection(Good):
    """After octets in gaps that are not 0 nothing is answered but by faults."""

    spoilt = False

    def call(self, opnum, pdu):
        self.spoilt = self.spoilt or (opnum == OPEN_EX and pdu.stub[18:20] == b"\xff\xff")
        return bad(self, pdu) if self.spoilt else pdu


refuses("empty-string-refused", "NDR-11", "The empty string is no string.",
        lambda self, opnum, stub: opnum in opnums("Open*") and word(stub, 8) == 1, "CMRP-405,CMRP-409")
refuses("handles-with-more-refused", "AMB-108,NDR-26", "Octets after the last parameter are refused.",
        lambda self, opnum, stub: opnum == STATE and len(stub) > 20)
refuses("referents-checked", "NDR-23", "A referent is one that this server would use.",
        lambda self, opnum, stub: opnum == GROUP_CONTROL and word(stub, 24) == 0xFFFFFFFF)
hook("strings-without-maximum", "NDR-12,NDR-19", "CMRP-*,NDR-*,RPC-*", what="A string in a reply lacks its maximum count.",
     reply=edit({OPNUM["GetGroupId"]}, lambda self, stub: stub[:4] + stub[8:]))


@fault("count-above-maximum", "CMRP-508,NDR-12", "CMRP-*,NDR-*,RPC-*", "wire-id[Network]")
class CountAboveMaximum(Good):
    """A string's actual count is above its maximum count."""

    def reply(self, opnum, pdu):
        if opnum == OPNUM["GetNetworkId"] and len(pdu.stub) > 16:
            pdu.put("<I", 24 + 4, 1)
        return pdu


hook("ndr64-counts-of-four-octets", "NDR-13,NDR-22", "CMRP-*,NDR-*,RPC-*", what="In NDR64 a string has the counts of NDR.",
     reply=lambda self, opnum, pdu: narrow(pdu) if opnum == OPNUM["GetGroupId"] and self.of_call.ndr64 else pdu)


def narrow(pdu):
    stub = pdu.stub
    pdu.stub = stub[:4] + stub[8:12] + stub[16:20] + stub[24:]
    return pdu


hook("ndr64-handles-are-longer", "NDR-18", "*", what="In NDR64 a handle is 24 octets.",
     reply=lambda self, opnum, pdu: longer(pdu) if opnum == OPNUM["OpenGroup"] and self.of_call.ndr64 else pdu)


def longer(pdu):
    pdu.stub = pdu.stub[:-20] + bytes(4) + pdu.stub[-20:]
    return pdu


hook("reply-above-room", "NDR-20", "AMB-101,CMRP-306", what="An array in a reply is larger than the request's size parameter says.",
     reply=lambda self, opnum, pdu: room(pdu) if opnum == OPNUM["QueryValue"] else pdu)


def room(pdu):
    pdu.stub = put(pdu.stub, 4, 0x20000)
    return pdu


@fault("big-endian-refused", "NDR-14,CMRP-110", "*")
class BigEndianRefused(Good):
    """Requests in big-endian order are refused."""

    def request(self, call, pdu):
        if pdu.order < 0x10:
            return "answer", fault_pdu(pdu.call_id, pdu.context, BAD_STUB)
        return super().request(call, pdu)


@fault("lies-about-order", "CMRP-508", "AMB-101,CMRP-*,NDR-*,RPC-*", "wire-id[Network]")
class LiesAboutOrder(Good):
    """The label says big-endian, and so is the header; the stub is not."""

    def reply(self, opnum, pdu):
        if opnum == OPNUM["GetNetworkId"]:
            relabel(pdu)
        return pdu


def relabel(pdu):
    pdu.octets[4] = 0
    pdu.put(">HHIIH", 8, len(pdu.octets), 0, pdu.call_id, len(pdu.stub), pdu.number("<H", 20))
    return pdu


hook("ndr64-with-big-endian-label", "NDR-16", "*", what="A reply in NDR64 has the label of big-endian octets.",
     reply=lambda self, opnum, pdu: relabel(pdu) if opnum == OPNUM["GetClusterName"] and self.of_call.ndr64 else pdu)


@fault("ndr64-label-ignored", "AMB-124")
class Ndr64LabelIgnored(Good):
    """The label of a request in NDR64 is not looked at."""

    def request(self, call, pdu):
        if pdu.order < 0x10 and call.ndr64:
            return "answer", response(pdu.call_id, pdu.context, bytes(28))
        return super().request(call, pdu)


@fault("answers-in-the-requests-order", "AMB-123", "*")
class AnswersInTheRequestsOrder(Good):
    """The answer to a big-endian request without arguments is big-endian."""

    def request(self, call, pdu):
        if pdu.order < 0x10 and call.opnum == 3 and pdu.context == 0 and 0 not in self.ndr64:
            return "answer", relabel(response(pdu.call_id, pdu.context, bytes(12)))
        return super().request(call, pdu)


@fault("falls-at-large-sizes", "NDR-25")
class FallsAtLargeSizes(Good):
    """Room for 4 GiB is set aside: the server is gone, until it is started again."""

    def call(self, opnum, pdu):
        if opnum in CONTROLS and word(pdu.stub, len(pdu.stub) - 4) == 0xFFFFFFFF:
            Good.kept["fallen"] = self
        return pdu
