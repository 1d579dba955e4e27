"""Servers with faults of context handles (MS-CMRP 3, MS-RPCE 3.3.1.4)."""
import struct

from wire_proxy import (BAD_STUB, CLOSES, FAULTS, KINDS, MISMATCH, NULL_HANDLE, OPENS, OPENS_EX, OPNUM, STATES, STATUS, Good, fault, fault_pdu,
                        forgive, hook, opnums, put, recode, refuse, response)

CLOSE_NETWORK, NETWORK_STATE, OPEN_NETWORK = OPNUM["CloseNetwork"], OPNUM["GetNetworkState"], OPNUM["OpenNetwork"]
UNLISTED = {OPNUM[name] for name in (
    "CreateResEnum", "CreateGroupResourceEnum", "CreateNetworkEnum", "CreateNodeEnum", "CreateNodeEnumEx", "CreateEnumEx", "ResourceControl",
    "ResourceTypeControl", "GroupControl", "NodeControl", "NetworkControl", "NetInterfaceControl", "ClusterControl", "GroupSetControl",
    "CreateGroupEnum", "CreateResourceEnum", "ExecuteReadBatchEx", "CreateGroupSetEnum", "CreateNetInterfaceEnum")}
LISTED = opnums("Get*State") | opnums("Get*Id") | {OPNUM["GetResourceType"], OPNUM["EnumKey"], OPNUM["QueryInfoKey"]}


@fault("ignores-close", "CMRP-302,CMRP-304,AMB-100", "CMRP-3??,AMB-101,AMB-103,RPC-60?", "wire-closed-handle-refused[Network]")
class IgnoresClose(Good):
    """Says that the handle is closed, and keeps it."""

    def call(self, opnum, pdu):
        if opnum == CLOSE_NETWORK:
            return "answer", response(pdu.call_id, pdu.context, NULL_HANDLE + bytes(4))
        return pdu


@fault("gives-handle-back", "CMRP-303", "CMRP-3??,CMRP-4??,CMRP-110,NDR-1?,NDR-22,RPC-602,RPC-601,RPC-604,RPC-301,RPC-106,CMRP-951,CMRP-955,CMRP-80?,CMRP-82?,CMRP-201,CMRP-70?,CMRP-2??",
       "wire-open[Network]")
class GivesHandleBack(Good):
    """A close leaves the handle as it was."""

    def call(self, opnum, pdu):
        if opnum in CLOSES:
            self.handle["closed"] = pdu.stub[:20]
        return pdu

    def reply(self, opnum, pdu):
        if opnum in CLOSES and pdu.stub[20:24] == bytes(4):
            pdu.stub = self.handle["closed"] + pdu.stub[20:]
        return pdu


@fault("takes-any-handle", "CMRP-306,CMRP-311", "CMRP-3??,AMB-1??,RPC-60?,RPC-107,NDR-1,NDR-2,CMRP-408", "wire-wrong-handle[ApiGetNetworkState]")
class TakesAnyHandle(Good):
    """Whatever handle comes, the network opened last is meant."""

    def call(self, opnum, pdu):
        if opnum == NETWORK_STATE and OPEN_NETWORK not in self.handle:
            return "answer", response(pdu.call_id, pdu.context, bytes(12))
        if opnum == NETWORK_STATE:
            pdu.stub = self.handle[OPEN_NETWORK]
        return pdu


@fault("takes-altered-handles", "CMRP-310,CMRP-311", "AMB-104,NDR-1,NDR-2", "wire-altered-handle-refused[Network,last]")
class TakesAlteredHandles(Good):
    """Only the first octets of a handle's UUID are looked at."""

    def call(self, opnum, pdu):
        good = self.handle.get(OPEN_NETWORK)
        if opnum == NETWORK_STATE and good is not None and pdu.stub[:10] == good[:10]:
            pdu.stub = good
        return pdu


@fault("ignores-attributes", "AMB-104")
class IgnoresAttributes(Good):
    """Only the UUID of a handle is looked at."""

    def call(self, opnum, pdu):
        good = [handle for handle in self.handle.values() if handle[4:] == pdu.stub[4:20]]
        if opnum in STATES and good:
            pdu.stub = good[0]
        return pdu


@fault("status-and-handle", "CMRP-301", "*", "wire-open[Network]")
class StatusAndHandle(Good):
    """A handle comes with a Status that is not 0."""

    def reply(self, opnum, pdu):
        if opnum == OPEN_NETWORK:
            pdu.put("<I", 24, 5)
        return pdu


@fault("opens-twice-the-same", "CMRP-310", "CMRP-302,RPC-408")
class OpensTwiceTheSame(Good):
    """Two opens of a network give one handle."""

    def call(self, opnum, pdu):
        if opnum == CLOSE_NETWORK:
            self.handle.pop("first", None)
        if opnum == OPEN_NETWORK and self.handle.get("first"):
            return "answer", response(pdu.call_id, pdu.context, bytes(8) + self.handle["first"])
        return pdu

    def reply(self, opnum, pdu):
        if opnum == OPEN_NETWORK and pdu.stub[:4] == bytes(4):
            self.handle.setdefault("first", pdu.stub[-20:])
        return pdu


@fault("cluster-close-ends-others", "CMRP-308,CMRP-312")
class ClusterCloseEndsOthers(Good):
    """With a cluster's handle all handles of the connection end."""

    def call(self, opnum, pdu):
        if self.handle.get("over") and opnum in STATES:
            return "answer", fault_pdu(pdu.call_id, pdu.context, MISMATCH)
        self.handle["over"] = self.handle.get("over") or opnum == OPNUM["CloseCluster"]
        return pdu


class Remembers(Good):
    """Keeps for all connections which handles there are, and which connections are over."""

    def reply(self, opnum, pdu):
        if opnum in STATUS and pdu.stub[-20:] != NULL_HANDLE:
            Good.kept[pdu.stub[-20:]] = self
        return pdu


def state_of_other(self, opnum, pdu, wanted):
    owner = Good.kept.get(pdu.stub[:20])
    if opnum == NETWORK_STATE and owner is not None and owner is not self and wanted(owner):
        return "answer", response(pdu.call_id, pdu.context, bytes(12))
    return pdu


@fault("no-run-down", "CMRP-309,RPC-604")
class NoRunDown(Remembers):
    """The handles of a lost connection live on."""

    def call(self, opnum, pdu):
        return state_of_other(self, opnum, pdu, lambda owner: owner.client.ending)


@fault("takes-foreign-handles", "AMB-105,RPC-107", "RPC-60?,CMRP-309")
class TakesForeignHandles(Remembers):
    """A handle serves in every association."""

    def call(self, opnum, pdu):
        return state_of_other(self, opnum, pdu, lambda owner: not owner.client.ending)


@fault("foreign-close-closes", "RPC-603", "RPC-601,RPC-602,AMB-105,CMRP-309,RPC-604")
class ForeignCloseCloses(Remembers):
    """A close of another association's handle is taken for good."""

    def call(self, opnum, pdu):
        owner = Good.kept.get(pdu.stub[:20])
        if opnum == CLOSE_NETWORK and owner is not None and owner is not self:
            return "answer", response(pdu.call_id, pdu.context, bytes(24))
        return pdu


@fault("forgets-handles-of-association", "RPC-602", "RPC-60?,NDR-18,CMRP-8??,CMRP-3??,AMB-119")
class ForgetsHandlesOfAssociation(Remembers):
    """A handle serves on its own connection alone."""

    def call(self, opnum, pdu):
        owner = Good.kept.get(pdu.stub[:20])
        if opnum in STATES and owner is not None and owner is not self:
            return "answer", fault_pdu(pdu.call_id, pdu.context, MISMATCH)
        return pdu


def failure(self, opnum, code):
    """The reply of a close or a state method that fails: NULL, or a state, names that are not there, rpc_status."""
    if opnum in CLOSES:
        return self.result_of(opnum, code)
    before = {OPNUM["GetGroupState"]: 12, OPNUM["GetResourceState"]: 16}.get(opnum, 8) - (4 if self.version == 2 else 0)
    return bytes(before) + struct.pack("<I", code)


def is_null(call):
    return call.stub[:20] == NULL_HANDLE


hook("state-needs-cluster-handle", "CMRP-312", "*", what="A network interface's state is told only where the cluster was opened.",
     call=refuse({OPNUM["GetNetInterfaceState"]}, 6, lambda self, opnum, stub: OPNUM["OpenCluster"] not in self.handle))
hook("closed-gives-six", "AMB-100", what="The method refuses a closed handle.",
     fault=forgive(MISMATCH, lambda self, call: failure(self, call.opnum, 6),
                   lambda self, call: call.opnum in CLOSES | STATES and call.stub[:20] in self.handle.values()))
hook("other-kind-gives-fault", "AMB-101", "AMB-103,AMB-144,CMRP-30?", what="The runtime refuses a handle of another kind.",
     reply=lambda self, opnum, pdu: fault_pdu(pdu.call_id, pdu.context, MISMATCH)
     if self.result(opnum, pdu) == 6 and opnum not in STATUS and self.of_call.stub[:20] != NULL_HANDLE else pdu)
hook("null-gives-six", "AMB-102", what="The method refuses NULL.",
     fault=forgive(MISMATCH, lambda self, call: failure(self, call.opnum, 6), lambda self, call: call.opnum in STATES and is_null(call)))
hook("null-close-gives-fault", "AMB-103", what="The runtime refuses to close NULL.",
     call=lambda self, opnum, pdu: ("answer", fault_pdu(pdu.call_id, pdu.context, MISMATCH))
     if opnum in CLOSES and pdu.stub[:20] == NULL_HANDLE else pdu)
hook("unlisted-gives-another-code", "AMB-144", what="Methods that list no code for an invalid handle give one of their own.",
     reply=recode(UNLISTED, {6: 87}))
hook("unlisted-takes-any-handle", "CMRP-307", "AMB-101,AMB-144,AMB-118", what="Methods that list no code for an invalid handle take any.",
     reply=recode(UNLISTED, {6: 0}))
hook("listed-takes-any-handle", "CMRP-306", "AMB-101", what="Methods that list a code for an invalid handle take any.",
     reply=recode(LISTED, {6: 0}))
hook("closes-any-kind", "CMRP-304", "AMB-101,AMB-103,CMRP-306,CMRP-311", what="A close takes handles of other kinds.",
     reply=recode(CLOSES, {6: 0}))
hook("closes-invented-handles", "CMRP-311", "CMRP-310,CMRP-30?,AMB-100,RPC-60?",
     what="A close takes twenty octets that nobody gave out.",
     fault=forgive(MISMATCH, bytes(24), lambda self, call: call.opnum in CLOSES and not is_null(call)
                   and call.stub[:20] not in self.handle.values()))
