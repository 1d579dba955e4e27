"""Servers with faults of requests, fragments, call ids, faults and cancelling (C706 12.6, MS-RPCE 3.3.3.5)."""
from wire_proxy import (FIRST, LAST, OPNUM, PROTOCOL_ERROR, BAD_STUB, NO_OPNUM, Good, fault, fault_pdu, forgive, hook, response)
from wire_binding import LosesNextBind, fell, put
from wire_stubs import relabel

CO_CANCEL, ORPHANED = 18, 19


def refused(pdu, status=PROTOCOL_ERROR):
    return "answer", fault_pdu(pdu.call_id, pdu.context, status)


def request(change):
    """A hook: change(self, call, pdu) says what becomes of a fragment; None, that it passes."""
    def hooked(self, call, pdu):
        other = change(self, call, pdu)
        return Good.request(self, call, pdu) if other is None else other
    return hooked


def refusing(only, status=PROTOCOL_ERROR):
    return request(lambda self, call, pdu: refused(pdu, status) if only(self, call, pdu) else None)


@fault("renumbers-calls", "CMRP-508", "AMB-101,CMRP-*,NDR-*,RPC-*", "wire-id[Network]")
class RenumbersCalls(Good):
    """The response has another call's id."""

    def reply(self, opnum, pdu):
        return put(pdu, "<I", 12, pdu.call_id + 1) if opnum == OPNUM["GetNetworkId"] else pdu


@fault("other-context", "RPC-302", "RPC-102", "request-answered")
class OtherContext(Good):
    """The response names another presentation context than 4."""

    def reply(self, opnum, pdu):
        return put(pdu, "<H", 20, 77) if pdu.context == 4 else pdu


hook("fragments-refused", "RPC-301", "RPC-*,CMRP-*,NDR-*,AMB-13?,AMB-143,AMB-108,AMB-109", what="Requests in fragments are refused.",
     request=request(lambda self, call, pdu: None if call.whole or pdu.order < 0x10 or pdu.number("<H", 10) else
                     refused(pdu) if pdu.flags & LAST else ("nothing",)))


@fault("fragments-of-any-call", "RPC-303", "AMB-131,AMB-132,RPC-301,RPC-305")
class FragmentsOfAnyCall(Good):
    """A fragment belongs to the call that is open, whatever its id."""

    open = None

    def request(self, call, pdu):
        if not pdu.flags & FIRST and self.open is not None and pdu.order == 0x10 and pdu.call_id != self.open:
            return "answer", response(pdu.call_id, pdu.context, bytes(28))
        self.open = pdu.call_id if pdu.flags & FIRST and not pdu.flags & LAST else None if pdu.flags & LAST else self.open
        return super().request(call, pdu)


@fault("call-ids-not-looked-at", "AMB-131", "RPC-303,RPC-301,RPC-304,RPC-102")
class CallIdsNotLookedAt(Good):
    """A request whose call id does not increase is answered."""

    highest = 0

    def request(self, call, pdu):
        again = pdu.is_whole_call() and pdu.call_id <= self.highest
        self.highest = max(self.highest, pdu.call_id) if call.whole else self.highest
        return ("answer", response(pdu.call_id, pdu.context, bytes(28))) if again else super().request(call, pdu)


hook("stray-fragments-refused", "AMB-132", "RPC-305,AMB-131,RPC-303", what="A fragment of no call is always an error.",
     request=refusing(lambda self, call, pdu: not pdu.flags & FIRST and pdu.call_id >= 300))
hook("falls-at-stray-fragments", "RPC-305", what="A fragment of no call is taken for that of one.",
     request=request(lambda self, call, pdu: fell(self, pdu, pdu.octets[3] & 3 == 0 and pdu.call_id == 7 and not call.stub) and None))
hook("stub-of-2-mib", "RPC-306", "AMB-133", what="A request's stub may have 2 MiB.",
     request=request(lambda self, call, pdu: None if len(call.stub) < 1 << 21 else refused(pdu, 5) if pdu.flags & LAST else ("nothing",)))
hook("stub-without-limit", "AMB-133", what="A request's stub above 4 MiB is taken.",
     fault=forgive(5, bytes(28), lambda self, call: call.opnum == OPNUM["OpenNetwork"]))
hook("hint-needed", "RPC-307", "RPC-306,AMB-133", what="An alloc_hint of 0 is refused.",
     request=refusing(lambda self, call, pdu: call.whole and pdu.stub and pdu.number("<I", 16) == 0))
hook("hint-looked-at", "AMB-109", what="An alloc_hint above the stub is refused.",
     request=refusing(lambda self, call, pdu: call.whole and pdu.order == 0x10 and pdu.number("<I", 16) > len(pdu.stub)))
hook("falls-at-hints", "RPC-308", "AMB-109", what="What an alloc_hint announces is set aside.",
     request=request(lambda self, call, pdu: fell(self, pdu, not call.whole and pdu.order == 0x10 and pdu.number("<I", 16) > 1 << 26) and None))
hook("errors-wait-and-vanish", "RPC-309", "AMB-134,RPC-402,RPC-405", what="An error in a fragment that is not the last is never answered.",
     request=request(lambda self, call, pdu: None if call.whole or call.opnum != 0x7FFF else ("answer", response(pdu.call_id, pdu.context, b""))
                     if pdu.flags & LAST else ("nothing",)))
hook("errors-wait", "AMB-134", what="An error in a fragment that is not the last is answered after the last.",
     request=request(lambda self, call, pdu: None if call.whole or call.opnum != 0x7FFF else refused(pdu, NO_OPNUM)
                     if pdu.flags & LAST else ("nothing",)))


@fault("whole-pdus-in-one-read", "RPC-310", "RPC-409")
class WholePdusInOneRead(Good):
    """What arrives is taken for a PDU, however much it is."""

    one_read = True


@fault("first-label-counts", "AMB-135")
class FirstLabelCounts(Good):
    """The label of a call's first fragment holds for the others."""

    def request(self, call, pdu):
        if pdu.order < 0x10 <= call.order and pdu.octets[3] & 3 == LAST:
            return "answer", response(pdu.call_id, pdu.context, bytes(28))
        return super().request(call, pdu)




@fault("two-labels-spoil-next", "RPC-311", "AMB-135")
class TwoLabelsSpoilNext(LosesNextBind):
    """Two labels in a call are not expected."""

    def request(self, call, pdu):
        if pdu.order < 0x10 <= call.order and pdu.octets[3] & 3 == LAST:
            Good.kept["spoilt"] = True
        return super().request(call, pdu)


hook("objects-refused", "AMB-136,RPC-312", what="A request with an object is refused.",
     request=refusing(lambda self, call, pdu: pdu.flags & 0x80, 0x1C000017))
hook("malformed-ends-connection", "AMB-137,RPC-401,RPC-313", "RPC-*,AMB-13?", what="A malformed request ends the connection.",
     fault=lambda self, pdu: None if pdu.number("<I", 24) == PROTOCOL_ERROR else pdu)
hook("malformed-answered", "RPC-405,RPC-313", "RPC-*,AMB-1??", what="A malformed request is answered.",
     fault=lambda self, pdu: response(pdu.call_id, pdu.context, bytes(28)) if pdu.number("<I", 24) == PROTOCOL_ERROR else pdu)
hook("label-not-looked-at", "RPC-315", what="The label's integer format is not looked at.",
     request=request(lambda self, call, pdu: put(pdu, "<B", 4, 0x10) if pdu.order == 0x20 else None))

# Faults

hook("faults-with-stub", "RPC-403", "RPC-*,AMB-*,CMRP-*,NDR-*", what="Faults carry stub data.", fault=lambda self, pdu: longer(pdu))


def longer(pdu):
    pdu.octets += bytes(4)
    return put(pdu, "<H", 8, len(pdu.octets))


fault("faults-with-nothing", "RPC-404", "*", "fault-has-no-stub[opnum]")(type("FaultsWithNothing", (Good,), {
    "__doc__": "The status of faults is 0.", "fault": lambda self, pdu: put(pdu, "<I", 24, 0)}))
fault("says-it-executed", "RPC-406,AMB-138", "", "fault-before-method-flag")(type("SaysItExecuted", (Good,), {
    "__doc__": "Faults before the method ran lack PFC_DID_NOT_EXECUTE.", "fault": lambda self, pdu: put(pdu, "<B", 3, pdu.octets[3] & ~0x20)}))
hook("faults-without-end", "RPC-407", "RPC-402,RPC-403,RPC-102", what="A fault of context 4 is not marked as the last.",
     fault=lambda self, pdu: put(pdu, "<B", 3, pdu.octets[3] & ~LAST) if pdu.context == 4 else pdu)


@fault("closes-after-faults", "RPC-408", "RPC-*,CMRP-*,NDR-*,AMB-*", "fault-leaves-connection")
class ClosesAfterFaults(Good):
    """A fault ends the connection."""

    over = False

    def fault(self, pdu):
        self.over = True
        return pdu

    def asked(self, pdu):
        return None if self.over else super().asked(pdu)


hook("falls-at-garbage", "RPC-409", "RPC-706", what="Octets that are no PDU are not expected.",
     other=lambda self, pdu: fell(self, pdu, pdu.octets[0] != 5))

# Cancelling, giving up, more than one call

hook("multiplexes-unasked", "RPC-701", what="The server says that it multiplexes, asked or not.",
     bind_ack=lambda self, pdu: put(pdu, "<B", 3, pdu.octets[3] | 0x10))


@fault("second-call-answered", "AMB-141")
class SecondCallAnswered(Good):
    """A request sent while another waits is answered."""

    def call(self, opnum, pdu):
        waits = any(call.opnum == OPNUM["GetNotify"] for number, call in self.calls.items() if number != pdu.call_id)
        return ("answer", response(pdu.call_id, pdu.context, bytes(12))) if opnum == 3 and waits else pdu


hook("cancel-ends-connection", "RPC-703", "AMB-142", what="co_cancel ends the connection.", other=lambda self, pdu: None if pdu.type == CO_CANCEL else pdu)
hook("cancel-ignored", "AMB-142", "RPC-703", what="co_cancel is not looked at.", other=lambda self, pdu: ("nothing",) if pdu.type == CO_CANCEL else pdu)
hook("orphaned-ends-connection", "RPC-704,AMB-143", "RPC-207", what="orphaned ends the connection.",
     other=lambda self, pdu: None if pdu.type == ORPHANED else pdu)
hook("pending-cancel-refused", "RPC-705", what="A request that carries a pending cancel is refused.",
     request=refusing(lambda self, call, pdu: pdu.flags & 4))
hook("server-pdus-ignored", "RPC-706", "RPC-111,RPC-409", what="What only a server sends is dropped.",
     other=lambda self, pdu: pdu if pdu.type in (16, CO_CANCEL, ORPHANED) or pdu.octets[0] != 5 or not self.asked_for else ("nothing",))
