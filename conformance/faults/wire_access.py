"""Servers with faults of the levels of access (MS-CMRP 3.1.4.2)."""
import struct

from wire_proxy import (CONTROLS, KINDS, NULL_HANDLE, OPENS, OPENS_EX, OPNUM, STATUS, Good, change, edit, fault, hook, opnums, put, recode, refuse,
                        word)

READ, ALL, MAXIMUM = 0x80000000, 0x10000000, 0x02000000
ASKS_ALL = 0x00400000
CHANGES = {OPNUM[name] for name in (
    "SetResourceName", "FailResource", "OnlineResource", "OfflineResource", "DeleteResource", "SetResourceDependencyExpression", "SetGroupName",
    "OnlineGroup", "OfflineGroup", "DeleteGroup", "SetGroupNodeList", "PauseNode", "ResumeNode", "EvictNode", "SetNetworkName")}
CLIENT_CHANGES = {OPNUM[name] for name in ("SetClusterName", "CreateResourceType", "DeleteResourceType")}
CLIENT_READS = {OPNUM[name] for name in ("GetClusterName", "GetQuorumResource", "CreateEnum", "GetNetInterface", "GetClusterVersion2")}
NODE_CONTROLS = {OPNUM[name] for name in ("NodeResourceControl", "NodeGroupControl", "NodeNodeControl", "NodeNetworkControl",
                                          "NodeNetInterfaceControl", "NodeClusterControl")}


def asks(stub):
    """The access that an Ex open asks for: its request's last number."""
    return word(stub, len(stub) - 4)


def asking(values, other):
    """A hook: an open that asks for one of the values is made with another."""
    return change(OPENS_EX, lambda self, stub: put(stub, -4, other) if asks(stub) in values else None)


def granted(value):
    return edit(OPENS_EX, lambda self, stub: put(stub, 0, value))


ANY_ACCESS = "CMRP-2??,CMRP-706,CMRP-70?,AMB-148,CMRP-310"

fault("grants-nothing", "CMRP-211", ANY_ACCESS + ",CMRP-301", "wire-granted-all[Network,all]")(
    type("GrantsNothing", (Good,), {"reply": granted(0), "__doc__": "lpdwGrantedAccess stays 0."}))
hook("read-control-of-all-handle-denied", "CMRP-201", ANY_ACCESS, what="Who has All is not let read.",
     call=refuse(CONTROLS, 5, lambda self, opnum, stub: word(stub, 20) & ASKS_ALL == 0 and self.handle.get("all") == stub[:20]),
     reply=lambda self, opnum, pdu: note_all(self, opnum, pdu))


def note_all(self, opnum, pdu):
    if opnum in OPENS_EX and asks(self.of_call.stub) == ALL:
        self.handle["all"] = pdu.stub[-20:]
    return pdu


hook("change-let-through", "CMRP-202,CMRP-203", what="Methods that change something do not look at the handle's level.",
     reply=recode(CHANGES, {5: 0}))
hook("client-change-let-through", "CMRP-202", what="Methods without a handle do not look at the client's level.",
     reply=recode(CLIENT_CHANGES, {5: 0}))
hook("read-gives-all", "CMRP-204", ANY_ACCESS, what="Who asks for Read is given as much as may be.", call=asking({READ, 1, READ | 1}, MAXIMUM))
hook("level-of-the-connection", "CMRP-206", ANY_ACCESS, what="A handle with All lends its level to the connection's others.",
     reply=lambda self, opnum, pdu: recode(CONTROLS, {5: 0})(self, opnum, pdu) if "all" in self.handle else note_all(self, opnum, pdu))
hook("change-alone-opens", "CMRP-207", ANY_ACCESS + ",AMB-116", what="CLUSAPI_CHANGE_ACCESS alone gives a handle.", call=asking({2}, 3))
hook("read-bit-refused", "CMRP-208", ANY_ACCESS, what="CLUSAPI_READ_ACCESS is not known.",
     call=refuse(OPENS_EX, 87, lambda self, opnum, stub: asks(stub) & 0xF == 1))
hook("write-is-read", "CMRP-209", ANY_ACCESS, what="GENERIC_WRITE asks for Read.", call=asking({0x40000000}, READ))
hook("maximum-is-read", "CMRP-210", ANY_ACCESS, what="MAXIMUM_ALLOWED asks for Read.", call=asking({MAXIMUM}, READ))
hook("denied-otherwise", "CMRP-213", ANY_ACCESS + ",CMRP-301,CMRP-402", what="A level that may not be had gives another code.",
     reply=recode(OPENS_EX, {5: 87}))
hook("all-is-read", "CMRP-214", ANY_ACCESS, what="GENERIC_ALL is said to be granted, and Read is.", call=asking({ALL}, READ),
     reply=edit(OPENS_EX, lambda self, stub: put(stub, 0, ALL) if asks(self.of_call.stub) == ALL else stub))
hook("reader-opens-plainly", "CMRP-402", ANY_ACCESS, what="An open without Ex is let through to who may read.",
     reply=lambda self, opnum, pdu: let_in(self, opnum, pdu))


def let_in(self, opnum, pdu):
    if opnum in OPENS and self.result(opnum, pdu) == 5:
        pdu.stub = self.result_of(opnum, 0, b"\0\0\0\0" + bytes(range(16)))
    return pdu


hook("plain-gives-read", "CMRP-403", ANY_ACCESS + ",CMRP-710,CMRP-711", what="The handle of an open without Ex has Read.",
     call=refuse(CONTROLS, 5, lambda self, opnum, stub: word(stub, 20) & ASKS_ALL != 0 and stub[:20] in plain_handles(self)))


def plain_handles(self):
    return [handle for opnum, handle in self.handle.items() if opnum in OPENS]


hook("reader-may-nothing", "AMB-148", "CMRP-201,CMRP-20?,CMRP-601,CMRP-701", what="A client with Read is refused all.",
     reply=recode(CLIENT_READS, {0: 5}, place="reader"))
hook("control-ignores-level", "CMRP-706", ANY_ACCESS + ",CMRP-711", what="A code that asks for All serves every handle.",
     reply=recode(CONTROLS | {OPNUM["ResourceTypeControl"]}, {5: 0}))
hook("control-ignores-node-level", "CMRP-707", ANY_ACCESS, what="The level of the node's handle is not looked at.",
     reply=recode(NODE_CONTROLS, {5: 0}))
