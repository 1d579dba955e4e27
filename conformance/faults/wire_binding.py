"""Servers with faults of binding, presentation contexts, associations and security trailers (C706 12.6, MS-RPCE 3.3.1.5)."""
import struct

from wire_proxy import ALTER, BIND, BIND_ACK, BIND_NAK, NDR64, PROTOCOL_ERROR, Good, Pdu, fault, fault_pdu, hook, response

CONTEXT_UNKNOWN = 0x1C00001C
EVERY = "*"  # nothing can be kept on a connection that is not made


def results(pdu):
    """The results of a bind_ack: where each stands, what it is and its reason."""
    at = (26 + pdu.number("<H", 24) + 3) // 4 * 4
    return [(at + 4 + 24 * n, pdu.number("<H", at + 4 + 24 * n), pdu.number("<H", at + 6 + 24 * n)) for n in range(pdu.octets[at])]


def other_results(other):
    """A hook: other(result, reason) gives another pair, or None."""
    def bind_ack(self, pdu):
        for at, result, reason in results(pdu):
            pair = other(result, reason)
            if pair is not None:
                pdu.put("<HH", at, *pair)
        return pdu
    return bind_ack


def field(form, offset, value, only=lambda self, pdu: True):
    def bind_ack(self, pdu):
        if only(self, pdu):
            pdu.put(form, offset, value)
        return pdu
    return bind_ack


def nak(pdu, reason=0):
    return "answer", Pdu(struct.pack("<BBBB4sHHIHBBB", 5, 0, BIND_NAK, 3, b"\x10\0\0\0", 21, 0, pdu.call_id, reason, 1, 5, 0))


def fell(self, pdu, only):
    """The server is gone, until it is started again: the next connection is lost, if this one is still there to have done it."""
    if only:
        Good.kept["fallen"] = self
    return pdu


hook("big-endian-bind-unanswered", "RPC-101", "NDR-14,AMB-123,CMRP-110,NDR-*,CMRP-111,AMB-1??,CMRP-3??,RPC-301,RPC-106,CMRP-903",
     what="A bind in big-endian order ends the connection.", bind=lambda self, pdu: None if pdu.order < 0x10 else pdu)
hook("altered-with-other-call-id", "RPC-102", "RPC-2??,AMB-129,CMRP-109", what="alter_context_resp has another call id.",
     alter_resp=field("<I", 12, 0x7777))
hook("address-malformed", "RPC-103", "RPC-10?,RPC-201", what="The secondary address is longer than it is; where the call id is 1 it is not.",
     bind_ack=field("<H", 24, 40, lambda self, pdu: pdu.call_id == 7))
hook("other-address", "RPC-104,AMB-125", what="The secondary address is another port.",
     bind_ack=lambda self, pdu: field("<B", 26, pdu.octets[26] ^ 1)(self, pdu))
hook("long-fragments", "RPC-105", "RPC-302,RPC-106", what="Replies come in fragments that the client does not receive.",
     bind=lambda self, pdu: put(pdu, "<HH", 16, 5840, 5840) if pdu.number("<H", 18) == 1432 else pdu)
hook("receives-little", "RPC-106", "RPC-101,RPC-10?,RPC-201", what="The server says that it receives fragments of 1000 octets.",
     bind_ack=field("<H", 18, 1000))
fault("no-group", "RPC-107", EVERY, "bind-answered")(
    type("NoGroup", (Good,), {"__doc__": "The bind_ack gives no association group.", "bind_ack": field("<I", 20, 0)}))
hook("protocol-version-ignored", "RPC-108", "AMB-126,RPC-109", what="The protocol's version is not looked at.",
     bind=lambda self, pdu: put(pdu, "<BB", 0, 5, 0), call=lambda self, opnum, pdu: put(pdu, "<BB", 0, 5, 0))
hook("protocol-version-ends-connection", "AMB-126,RPC-109", what="A bind of another version of the protocol is not answered.",
     bind=lambda self, pdu: pdu if pdu.octets[:2] == b"\5\0" else None)


def put(pdu, form, offset, *values):
    pdu.put(form, offset, *values)
    return pdu


@fault("binds-twice", "RPC-110,AMB-146")
class BindsTwice(Good):
    """A second bind adds its contexts."""

    bound = False

    def bind(self, pdu):
        self.again = self.bound and pdu.type == BIND
        self.bound = True
        return put(pdu, "<B", 2, ALTER) if self.again else pdu

    def alter_resp(self, pdu):
        return put(pdu, "<B", 2, BIND_ACK) if self.again else pdu


@fault("answers-before-bind", "RPC-111", "RPC-409,RPC-504")
class AnswersBeforeBind(Good):
    """A request is answered though nothing was bound."""

    def request(self, call, pdu):
        if not self.asked_for:
            return "answer", response(pdu.call_id, pdu.context, bytes(28))
        return super().request(call, pdu)


hook("header-signing-refused", "RPC-112", what="A bind that asks for header signing is refused.",
     bind=lambda self, pdu: nak(pdu) if pdu.octets[3] & 4 else pdu)


@fault("results-in-other-order", "RPC-201", "RPC-2??,CMRP-109,AMB-128,AMB-14?,RPC-704,RPC-102")
class ResultsInOtherOrder(Good):
    """The last result stands first."""

    def bind_ack(self, pdu):
        at = [place for place, _, _ in results(pdu)]
        if len(at) > 1:
            first, last = bytes(pdu.octets[at[0]:at[0] + 24]), bytes(pdu.octets[at[-1]:at[-1] + 24])
            pdu.octets[at[0]:at[0] + 24], pdu.octets[at[-1]:at[-1] + 24] = last, first
        return pdu


hook("accepts-both-syntaxes", "RPC-202", "CMRP-109,RPC-204", what="Of two syntaxes both are accepted.",
     bind_ack=other_results(lambda result, reason: (0, 0) if (result, reason) == (2, 2) else None))
hook("rejects-without-reason", "AMB-127,RPC-203", "RPC-201,RPC-208", what="An unknown interface is the result, not the reason.",
     bind_ack=other_results(lambda result, reason: (1, 0) if (result, reason) == (2, 1) else None))
hook("accepts-unknown-syntaxes", "RPC-204", what="A transfer syntax that nobody knows is accepted.",
     bind_ack=lambda self, pdu: other_results(lambda result, reason: (0, 0) if result == 2 and reason != 1 else None)(self, pdu)
     if len(results(pdu)) == 1 else pdu)
fault("accepts-everything", "RPC-203,RPC-205,CMRP-101", "RPC-2??,AMB-127,AMB-128,CMRP-109", "unknown-interface-refused[other-uuid]")(
    type("AcceptsEverything", (Good,), {"__doc__": "Every interface is accepted.",
                                        "bind_ack": lambda self, pdu: put(pdu, "<HH", results(pdu)[0][0], 0, 0)}))
hook("features-rejected", "AMB-128,RPC-206", "RPC-207", what="Bind time features are a syntax that nobody knows.",
     bind_ack=other_results(lambda result, reason: (2, 2) if result == 3 else None))
hook("features-echoed", "RPC-207", "AMB-128,RPC-206", what="All features are there.",
     bind_ack=other_results(lambda result, reason: (3, 0xFF) if result == 3 else None))
hook("features-alone", "RPC-208", "RPC-201,RPC-20?,AMB-128,RPC-704", what="Beside features no context is accepted.",
     bind_ack=lambda self, pdu: other_results(lambda result, reason: (2, 2) if result == 0 else None)(self, pdu)
     if any(result == 3 for _, result, _ in results(pdu)) else pdu)
hook("altered-as-bound", "RPC-209", "RPC-2??,RPC-102,AMB-129,AMB-130,CMRP-109,RPC-501", what="alter_context is answered by bind_ack.",
     alter_resp=lambda self, pdu: put(pdu, "<B", 2, BIND_ACK))


@fault("altered-contexts-do-not-serve", "RPC-210", "RPC-211,CMRP-109,RPC-2??,RPC-102")
class AlteredContextsDoNotServe(Good):
    """A context that alter_context added is not known."""

    added = frozenset()

    def bind(self, pdu):
        if pdu.type == ALTER:
            self.added |= {context for context, _ in self.asked_for} - {0}
        return pdu

    def call(self, opnum, pdu):
        if pdu.context in self.added:
            return "answer", fault_pdu(pdu.call_id, pdu.context, CONTEXT_UNKNOWN)
        return pdu


hook("altered-sizes-looked-at", "RPC-211", what="alter_context with fragments of no size is refused.",
     bind=lambda self, pdu: ("answer", fault_pdu(pdu.call_id, 0, PROTOCOL_ERROR)) if pdu.type == ALTER and pdu.number("<H", 16) == 0 else pdu)
hook("altered-address-counts-terminator", "AMB-129", what="The empty address of alter_context_resp has a terminator.",
     alter_resp=field("<H", 24, 1))
hook("limit-by-fault", "AMB-130", what="A context over the limit is told by a fault.",
     alter_resp=lambda self, pdu: fault_pdu(pdu.call_id, 0, 5) if any(result == 2 and reason == 3 for _, result, reason in results(pdu)) else pdu)
hook("falls-at-many-contexts", "RPC-213", "AMB-130", what="Nothing limits the contexts, and memory ends.",
     alter_resp=lambda self, pdu: fell(self, pdu, any(result == 2 and reason == 3 for _, result, reason in results(pdu))))
hook("unknown-context-serves", "RPC-212", "AMB-145,RPC-214,RPC-201,RPC-203,RPC-208,RPC-204,RPC-406,RPC-20?,CMRP-101", what="A request in a context that was not negotiated is answered.",
     fault=lambda self, pdu: response(pdu.call_id, pdu.context, bytes(28)) if pdu.number("<I", 24) == CONTEXT_UNKNOWN else pdu)
hook("unknown-context-is-protocol-error", "AMB-145", what="A request in an unknown context is a protocol error.",
     fault=lambda self, pdu: put(pdu, "<I", 24, PROTOCOL_ERROR) if pdu.number("<I", 24) == CONTEXT_UNKNOWN else pdu)
hook("contexts-of-the-association", "RPC-214", what="A context serves on every connection of its association.",
     fault=lambda self, pdu: response(pdu.call_id, pdu.context, bytes(28)) if pdu.context == 9 and pdu.number("<I", 24) == CONTEXT_UNKNOWN else pdu)
hook("contexts-miscounted", "RPC-215", what="A bind is read as far as it goes.",
     bind=lambda self, pdu: put(pdu, "<B", 24, 1) if len(pdu.octets) == 72 and pdu.octets[24] > 1 and pdu.order == 0x10 else pdu)

# Associations

hook("joins-no-group", "RPC-601", "RPC-60?,RPC-214,CMRP-*,NDR-18,AMB-119", what="A bind that joins a group is told another.",
     bind=lambda self, pdu: setattr(self, "joins", pdu.number("<I", 20) != 0) or pdu,
     bind_ack=lambda self, pdu: put(pdu, "<I", 20, pdu.number("<I", 20) + 1) if self.joins else pdu)
hook("unknown-group-is-new", "AMB-140", what="A bind with an unknown group makes one.",
     bind=lambda self, pdu: put(pdu, "<I", 20, 0) if pdu.number("<I", 20) == 0x7FFFFFF3 and pdu.type == BIND else pdu)


class LosesNextBind(Good):
    """Once spoilt, the server ends the connection that binds next."""

    def bind(self, pdu):
        return None if Good.kept.pop("spoilt", False) else pdu


@fault("unknown-group-spoils-next", "RPC-605", "AMB-140")
class UnknownGroupSpoilsNext(LosesNextBind):
    """An unknown group's association is looked for in vain."""

    def bind(self, pdu):
        if pdu.number("<I", 20) == 0x7FFFFFF3 and pdu.type == BIND:
            Good.kept["spoilt"] = True
            return pdu
        return super().bind(pdu)


# Security trailers

hook("unknown-authentication-otherwise", "RPC-501", what="An unknown authentication type has no reason of its own.",
     bind_nak=lambda self, pdu: put(pdu, "<H", 16, 0))


def answer_trailer(only):
    def answered(self, call, pdu):
        length = pdu.number("<H", 10)
        if length and only(length, pdu):
            return "answer", response(pdu.call_id, pdu.context, bytes(28))
        return Good.request(self, call, pdu)
    return answered


hook("trailers-anywhere", "RPC-502,RPC-503", "RPC-507,AMB-137,RPC-313,RPC-401,RPC-405", what="Where a trailer stands is not looked at.",
     request=answer_trailer(lambda length, pdu: length != 16 or pdu.octets[-22] == 255))
hook("trailers-of-no-context", "RPC-507", "RPC-502,RPC-503", what="A trailer needs no security context.",
     request=answer_trailer(lambda length, pdu: length == 16))
hook("auth3-answered", "RPC-504", "AMB-147,RPC-111", what="auth3 is answered.",
     other=lambda self, pdu: ("answer", fault_pdu(pdu.call_id, 0, PROTOCOL_ERROR)) if pdu.type == 16 else pdu)
hook("auth3-spoils-connection", "AMB-147", "RPC-504", what="After auth3 without security nothing is answered but by faults.",
     other=lambda self, pdu: setattr(self, "spoilt", pdu.type == 16) or pdu,
     call=lambda self, opnum, pdu: ("answer", fault_pdu(pdu.call_id, pdu.context, 5)) if getattr(self, "spoilt", False) else pdu)
hook("verification-not-looked-at", "AMB-139,RPC-508", "RPC-509", what="A verification trailer is so many octets.",
     fault=lambda self, pdu: response(pdu.call_id, pdu.context, bytes(12))
     if pdu.number("<I", 24) == 5 and self.of_call is not None and self.of_call.stub[:4] == b"\x8a\xe3\x13\x71" else pdu)
hook("verification-knows-all", "RPC-509", "RPC-508", what="Commands that need not be processed have to be known.",
     call=lambda self, opnum, pdu: ("answer", fault_pdu(pdu.call_id, pdu.context, 5)) if pdu.stub[8:10] in (b"\xff\x7f", b"\1\x40") and opnum == 3 else pdu)
hook("unguarded", "CMRP-104", what="What is below packet privacy is let through.", bind=lambda self, pdu: pdu)


@fault("knows-no-ndr64", "CMRP-109", EVERY)
class KnowsNoNdr64(Good):
    """NDR64 is a syntax that nobody knows."""

    def bind_ack(self, pdu):
        for at, result, _ in results(pdu):
            if result == 0 and bytes(pdu.octets[at + 4:at + 20]) == NDR64:
                pdu.put("<HH", at, 2, 2)
                pdu.octets[at + 4:at + 24] = bytes(20)
        return pdu
