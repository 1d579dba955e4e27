"""Servers with faults of the methods: opening, states, names, lists, registry, control codes, ports, opnums (MS-CMRP 3.1.4.2)."""
import struct

from wire_proxy import (CONTROLS, KINDS, NO_OPNUM, NULL_HANDLE, OPENS, OPENS_EX, OPNUM, STATES, Good, change, edit, fault, fault_pdu, flip, forgive,
                        hook, opnums, put, recode, refuse, response, string, text, word)

ANY_OPEN = "CMRP-1??,CMRP-3??,CMRP-4??,CMRP-5??,CMRP-60?,CMRP-70?,CMRP-71?,CMRP-8??,CMRP-2??,NDR-*,RPC-60?,RPC-106,RPC-301,RPC-408,AMB-*"


def is_open(kind):
    return {OPNUM["Open" + kind], OPNUM["Open" + kind + "Ex"]}


# Opening

hook("cluster-opens-not", "CMRP-401", "*", what="ApiOpenCluster fails.", call=refuse({OPNUM["OpenCluster"]}, 5))
hook("known-interface-not-found", "CMRP-404", "*", what="The Ex form finds no network interface.",
     call=refuse({OPNUM["OpenNetInterfaceEx"]}, 5047))
hook("not-found-otherwise", "CMRP-405", "CMRP-301,CMRP-407,CMRP-409,CMRP-410,CMRP-951,AMB-116,AMB-117,CMRP-411,NDR-11,CMRP-114",
     what="A group that is not found has another code.", reply=recode(is_open("Group"), {5013: 2}))
hook("resource-id-unknown", "CMRP-406", what="A resource's id opens nothing.",
     call=refuse(is_open("Resource"), 5007, lambda self, opnum, stub: len(text(stub)) == 36))
hook("letters-count", "CMRP-407", what="A network's name in other letters opens nothing.",
     call=refuse(is_open("Network"), 5045, lambda self, opnum, stub: " " in text(stub) and (text(stub).isupper() or text(stub).islower())))
hook("node-by-dns-name", "CMRP-408", what="A node's DNS name opens it.", call=change(
    is_open("Node"), lambda self, stub: string(text(stub).split(".")[0]) + stub[-4:] if "." in text(stub) else None))
hook("empty-name-opens", "CMRP-409,CMRP-405", "CMRP-301,NDR-11", what="The empty string names a network.",
     call=change(is_open("Network"), lambda self, stub: string("Cluster Network 1") + stub[-4:] if word(stub, 8) == 1 else None))


@fault("opens-unknown-names", "CMRP-405", "CMRP-*,NDR-*,RPC-*,AMB-*", "wire-open-unknown[Network]")
class OpensUnknownNames(Good):
    """A name that names nothing opens something."""

    def reply(self, opnum, pdu):
        if opnum == OPNUM["OpenNetwork"] and pdu.stub[8:] == NULL_HANDLE:
            pdu.stub = bytes(12) + b"\1" * 16
        return pdu


@fault("without-rpc-status", "CMRP-410,CMRP-411", "*", "wire-rpc-status-is-there[Network]")
class WithoutRpcStatus(Good):
    """The reply lacks rpc_status, as in version 2.0."""

    def reply(self, opnum, pdu):
        if opnum == OPNUM["OpenNetwork"]:
            pdu.stub = pdu.stub[:4] + pdu.stub[8:]
        return pdu


hook("rpc-status-tells-result", "AMB-117", what="rpc_status says how the method ended, or 1.",
     reply=lambda self, opnum, pdu: pdu if opnum not in OPENS - {0} or self.version == 2
     else put_at(pdu, self.result_at(opnum, pdu) + 4, self.result(opnum, pdu) or 1))
hook("failure-by-fault", "CMRP-114", "CMRP-*,AMB-*,NDR-*,RPC-*", what="A group that is not found is told by a fault.",
     reply=lambda self, opnum, pdu: fault_pdu(pdu.call_id, pdu.context, 5013, 3) if self.result(opnum, pdu) == 5013 else pdu)


def put_at(pdu, at, value):
    pdu.put("<I", at, value)
    return pdu


# States, ids, names

def state(kind, value, only=lambda stub: True):
    return edit({OPNUM[f"Get{kind}State"]}, lambda self, stub: put(stub, 0, value) if only(stub) else stub)


def letter(at):
    """In NDR the text there begins with another letter."""
    return lambda self, stub: flip(stub, at + 16) if len(stub) > at + 20 and not self.of_call.ndr64 else stub


hook("node-state-4", "CMRP-501", "CMRP-307", what="A node's state is 4.", reply=state("Node", 4))
hook("group-state-5", "CMRP-502", "CMRP-503", what="A group's state is 5.", reply=state("Group", 5))
hook("group-without-owner", "CMRP-503", "CMRP-502,CMRP-405", what="A group's state comes with a malformed owner.",
     reply=edit({OPNUM["GetGroupState"]}, lambda self, stub: put(stub, 8, word(stub, 16) - 1)))
hook("resource-state-0", "CMRP-504", "CMRP-505", what="A resource's state is 0.", reply=state("Resource", 0))
hook("resource-of-other-group", "CMRP-505", "CMRP-504", what="A resource's state comes with another group.",
     reply=edit({OPNUM["GetResourceState"]}, lambda self, stub: flip(stub, stub.find("Cluster Group".encode("utf-16-le")))))
hook("network-state-4", "CMRP-506", what="A network's state is 4.", reply=state("Network", 4))
hook("interface-state-4", "CMRP-507", "AMB-115", what="A network interface's state is 4.", reply=state("NetInterface", 4))
hook("interface-state-of-the-sdk", "AMB-115", what="A network interface's state is numbered as in the SDK.",
     reply=state("NetInterface", 1, lambda stub: word(stub, 0) == 0))
fault("other-id", "CMRP-508", "CMRP-*,NDR-*,RPC-301,RPC-106", "wire-id[Network]")(type("OtherId", (Good,), {
    "__doc__": "The id is another object's.", "reply": edit({OPNUM["GetNetworkId"]}, letter(0))}))
hook("node-id-is-other", "CMRP-509", "CMRP-*,NDR-*,RPC-301,RPC-106", what="A node has another's id.", reply=edit({OPNUM["GetNodeId"]}, letter(0)))
hook("other-cluster-name", "CMRP-510,CMRP-101,CMRP-103,CMRP-905", "CMRP-1??,NDR-13,RPC-202", what="The cluster has another name.",
     reply=edit({OPNUM["GetClusterName"]}, letter(0)))
hook("version-2-fails", "CMRP-511", "CMRP-512,AMB-148,CMRP-201", what="ApiGetClusterVersion2 fails.",
     reply=recode({OPNUM["GetClusterVersion2"]}, {0: 1}))
hook("operational-version-of-other-size", "CMRP-512", "CMRP-511", what="The operational version says that its size is 21.",
     reply=edit({OPNUM["GetClusterVersion2"]}, lambda self, stub: put(stub, -28, 21)))
hook("other-interface", "CMRP-513", what="The interface of a node on a network is another.",
     reply=edit({OPNUM["GetNetInterface"]}, letter(0)))
hook("interface-of-unknown-node-otherwise", "CMRP-514", what="An unknown node has another code.",
     reply=recode({OPNUM["GetNetInterface"]}, {5042: 5047}))
hook("interface-on-unknown-network-otherwise", "AMB-120", what="An unknown network has the code of networks.",
     reply=recode({OPNUM["GetNetInterface"]}, {5047: 5045}))
hook("other-resource-type", "CMRP-515", what="A resource has another type.", reply=edit({OPNUM["GetResourceType"]}, letter(0)))
hook("failure-without-outputs", "CMRP-516", "CMRP-514,CMRP-306,AMB-120,AMB-101,NDR-19", what="A method that failed says nothing but the code.",
     reply=lambda self, opnum, pdu: response(pdu.call_id, pdu.context, pdu.stub[-4:])
     if opnum == OPNUM["GetNetInterface"] and self.result(opnum, pdu) != 0 else pdu)

# Lists

ENUM, ENUM_EX = OPNUM["CreateEnum"], OPNUM["CreateEnumEx"]
EMPTY_LIST = struct.pack("<IIII", 0x20000, 0, 0, 0)


@fault("loses-one-of-list", "CMRP-609,NDR-21", "CMRP-6??,CMRP-201,CMRP-904,AMB-148,AMB-114,RPC-105,NDR-13", "wire-enum[network]")
class LosesOneOfList(Good):
    """An enumeration lacks what its count promises."""

    def reply(self, opnum, pdu):
        if opnum == ENUM and len(pdu.stub) > 24:
            pdu.put("<I", 24 + 8, pdu.number("<I", 24 + 8) - 1)
        return pdu


def is_empty_success(self, opnum, pdu):
    return response(pdu.call_id, pdu.context, struct.pack("<IIIIII", 0x20000, 0, 0x20004, 0, 0, 0))


hook("list-of-other-type", "CMRP-601", "CMRP-602,CMRP-609,CMRP-201,NDR-13,NDR-21", what="The first entry has no type.",
     reply=edit({ENUM}, lambda self, stub: put(stub, 12, 0x40) if word(stub, 8) else stub))
hook("list-of-one-type", "CMRP-602", what="Of two types one is listed.",
     call=change({ENUM}, lambda self, stub: put(stub, 0, 1) if word(stub, 0) == 0x11 else None))
hook("unknown-type-listed", "CMRP-603", "CMRP-516,NDR-19", what="A type that is not valid has an empty list.",
     reply=lambda self, opnum, pdu: is_empty_success(self, opnum, pdu)
     if opnum == ENUM and self.result(opnum, pdu) == 87 and word(self.of_call.stub, 0) in (0x40, 0x80, 0x100, 0x20000000) else pdu)
hook("type-0-listed", "AMB-114", what="Type 0 has an empty list.",
     reply=lambda self, opnum, pdu: is_empty_success(self, opnum, pdu)
     if opnum == ENUM and self.result(opnum, pdu) == 87 and word(self.of_call.stub, 0) == 0 else pdu)
hook("types-combined", "CMRP-604", what="A type that stands alone is combined with others.",
     call=change({ENUM}, lambda self, stub: put(stub, 0, 1) if word(stub, 0) & 0xC0000000 and word(stub, 0) & 1 else None))
hook("ids-of-others", "CMRP-605", what="The list of ids has another one.",
     reply=edit({ENUM_EX}, lambda self, stub: flip(stub, 16 + 8 + 8 * max(word(stub, 8) - 1, 0) + 12)))
hook("options-ignored", "CMRP-606", what="Options are not looked at.",
     call=change({ENUM_EX}, lambda self, stub: put(stub, 24, 0) if word(stub, 24) else None))
def others(stub):
    """The entries of a list, each with another type."""
    rows = [word(stub, 12 + 4 * n) for n in range(2 * word(stub, 8))]
    return [row if n % 2 else row + 1 for n, row in enumerate(rows)]


hook("parts-of-others", "CMRP-607", what="A group's list says another type.",
     reply=edit({OPNUM["CreateGroupResourceEnum"]}, lambda self, stub: put(stub, 12, *others(stub))))
hook("unknown-bits-refused", "CMRP-608,AMB-113", what="Unknown bits of the type are refused.",
     call=refuse({OPNUM["CreateGroupResourceEnum"], OPNUM["CreateNetworkEnum"], OPNUM["CreateNodeEnum"]}, 87,
                 lambda self, opnum, stub: word(stub, 20) & 0x100))
hook("unknown-resource-type-otherwise", "CMRP-610", what="A type of resource that is not found has another code.",
     reply=recode({OPNUM["CreateResTypeEnum"]}, {0x13D6: 2}))
hook("interfaces-of-unknown-node-otherwise", "CMRP-611", what="An unknown node has another code.",
     reply=recode({OPNUM["CreateNetInterfaceEnum"]}, {5042: 2}))

# Registry and control codes

hook("no-root-key", "CMRP-701", "*", what="There is no root key.", call=refuse({OPNUM["GetRootKey"]}, 5))
hook("keys-end-otherwise", "CMRP-702", what="The list of keys ends with another code.", reply=recode({OPNUM["EnumKey"]}, {259: 2}))
hook("values-end-otherwise", "CMRP-703", "NDR-20", what="The list of values ends with another code.",
     reply=recode({OPNUM["EnumValue"]}, {259: 2}))
hook("control-needs-no-size", "CMRP-708", "CMRP-709,NDR-13,NDR-20", what="A buffer that is too small is told no size.",
     reply=lambda self, opnum, pdu: put_at(pdu, len(pdu.octets) - 12, 0) if opnum in CONTROLS and self.result(opnum, pdu) == 234 else pdu)
hook("control-says-no-size", "CMRP-709", "CMRP-*,NDR-*,RPC-60?", what="A control method that succeeds says that it wrote nothing.",
     reply=edit(CONTROLS, lambda self, stub: put(stub, -16, 0)))
hook("unknown-control-otherwise", "CMRP-710", "CMRP-209,CMRP-211,CMRP-214,CMRP-403,CMRP-706", what="An unknown code gives another result.",
     reply=recode(CONTROLS, {1: 50}))
hook("bad-input-taken", "CMRP-711", what="A property list cut short is taken.", reply=recode(CONTROLS, {13: 0, 87: 0}))

# Ports and calls that wait

GET_NOTIFY = OPNUM["GetNotify"]
ADD_NOTIFY = {OPNUM["AddNotify" + kind] for kind in KINDS + ("Cluster", "Key")}
READD_NOTIFY = {OPNUM["ReAddNotify" + kind] for kind in KINDS}

hook("no-port", "CMRP-801", "*", what="A port cannot be made.", call=refuse({OPNUM["CreateNotifyV2"], OPNUM["CreateNotify"]}, 5))
hook("port-takes-any-object", "CMRP-802", "CMRP-803,CMRP-306,CMRP-307,CMRP-302", what="Any handle is taken as the object.", reply=recode(ADD_NOTIFY, {6: 0}))
hook("port-takes-any-object-again", "CMRP-803", "CMRP-802,CMRP-306,CMRP-307", what="Any handle is taken as the object, again.",
     reply=recode(READD_NOTIFY, {6: 0}))
hook("port-takes-any-filter", "CMRP-804", what="The filter's version is not looked at.", reply=recode({OPNUM["AddNotifyV2"]}, {87: 0}))


def at_once(opnum, stub):
    return lambda self, asked, pdu: ("answer", response(pdu.call_id, pdu.context, stub)) if asked == opnum else pdu


fault("answers-notify-at-once", "CMRP-821", "CMRP-82?,CMRP-954,CMRP-306,AMB-101,AMB-119,AMB-14?,RPC-703,RPC-704,CMRP-309", "wire-pending-until-unblocked[ApiGetNotify]")(
    type("AnswersNotifyAtOnce", (Good,), {"__doc__": "ApiGetNotify does not wait for an event.",
                                          "call": at_once(GET_NOTIFY, struct.pack("<IIIIII", 0, 0, 0, 0, 0, 1))}))
hook("answers-notify-v2-at-once", "CMRP-824", "CMRP-82?,CMRP-306,AMB-119,AMB-101", what="ApiGetNotifyV2 does not wait for an event.",
     call=at_once(OPNUM["GetNotifyV2"], struct.pack("<III", 0, 0, 1)))
hook("unblocked-otherwise", "CMRP-822", "CMRP-82?", what="A call that is unblocked ends with another code.",
     reply=recode({GET_NOTIFY}, {1: 0x103}))
hook("closed-as-unblocked", "AMB-119", what="A call ends at a closed port as if it were unblocked.", reply=recode({GET_NOTIFY}, {0x103: 1}))
hook("closed-as-event", "CMRP-823", "AMB-119,CMRP-82?", what="A call ends at a closed port as if there were an event.",
     reply=recode({GET_NOTIFY}, {0x103: 0}))
hook("event-with-other-key", "CMRP-826", what="An event has another key.", reply=edit({GET_NOTIFY}, lambda self, stub: put(stub, 0, 8)))


@fault("close-is-an-event", "CMRP-825")
class CloseIsAnEvent(Good):
    """The close of a group's handle ends a call that waits."""

    def call(self, opnum, pdu):
        if opnum == GET_NOTIFY:
            Good.kept["waits"] = self, response(pdu.call_id, pdu.context, struct.pack("<IIIIII", 7, 0x80000000, 0, 0, 0, 0))
        return pdu

    def reply(self, opnum, pdu):
        waiting = Good.kept.pop("waits", None) if opnum in (GET_NOTIFY, OPNUM["CloseGroup"]) else None
        if waiting is not None and opnum != GET_NOTIFY and not waiting[0].client.ending:
            waiting[0].client.send(waiting[1].octets)
        return pdu


# Opnums

hook("reserved-opnums-answered", "CMRP-901", "AMB-111", what="Reserved opnums are answered.",
     fault=forgive(NO_OPNUM, bytes(4), lambda self, call: 186 <= call.opnum <= 263))
hook("reserved-opnums-by-result", "AMB-111", what="Reserved opnums are told by a result.",
     fault=forgive(NO_OPNUM, struct.pack("<I", 0x6D1), lambda self, call: 186 <= call.opnum <= 263))
hook("opnum-185-is-a-method", "AMB-110", what="Opnum 185 is ApiClusterNativeUpdateControl.",
     fault=forgive(NO_OPNUM, struct.pack("<IIII", 0, 0, 0, 5), lambda self, call: call.opnum == 185))
hook("opnums-beyond-answered", "RPC-402", "RPC-40?,CMRP-310,AMB-134,RPC-309,AMB-138,AMB-13?,RPC-102", what="Opnums that there are not are answered.",
     fault=forgive(NO_OPNUM, bytes(4), lambda self, call: call.opnum > 264))
hook("withdrawn-methods-work", "CMRP-903", "NDR-7,NDR-17", what="Methods that are withdrawn say that they worked.",
     reply=recode({OPNUM[name] for name in ("GetClusterVersion", "SetNetworkPriorityOrder", "BackupClusterDatabase",
                                            "SetServiceAccountPassword")}, {120: 0}))
hook("enumerations-are-two-octets", "NDR-17", "CMRP-903,NDR-7", what="In NDR64 an enumeration is two octets.",
     call=lambda self, opnum, pdu: ("answer", fault_pdu(pdu.call_id, pdu.context, 0x6F7))
     if opnum == OPNUM["SetServiceAccountPassword"] and pdu.context in self.ndr64 else pdu)
hook("strings-are-units", "AMB-112", "AMB-144,CMRP-611,CMRP-307", what="Opnum 181 takes two single units.",
     call=lambda self, opnum, pdu: ("answer", fault_pdu(pdu.call_id, pdu.context, 0x6F7)
                                    if len(pdu.stub) > 24 else response(pdu.call_id, pdu.context, struct.pack("<IIIIII", 0x20000, 0, 0x20004, 0, 0, 0)))
     if opnum == OPNUM["CreateNetInterfaceEnum"] else pdu)
hook("old-release-has-newer-methods", "CMRP-904", "AMB-111", what="Methods that came later are answered by an old server.",
     fault=forgive(NO_OPNUM, lambda self, call: self.result_of(call.opnum, 0, bytes(4) + bytes(range(16))),
                   lambda self, call: self.place == "old"))

# Version 2.0

hook("no-version-2", "CMRP-102", "*", what="The interface's version 2.0 is not known.",
     bind_ack=lambda self, pdu: put_result(self, pdu, 2, 1) if self.version == 2 else pdu)


def put_result(self, pdu, result, reason):
    at = (26 + pdu.number("<H", 24) + 3) // 4 * 4 + 4
    pdu.put("<HH", at, result, reason)
    pdu.octets[at + 4:at + 24] = bytes(20)
    return pdu


hook("version-2-has-rpc-status", "CMRP-951", "CMRP-*,NDR-5", what="Replies of version 2.0 carry rpc_status.",
     reply=edit({OPNUM["Open" + kind] for kind in KINDS}, lambda self, stub: stub[:4] + bytes(4) + stub[4:] if self.version == 2 else stub))
hook("version-2-has-all-opnums", "CMRP-952", "RPC-402", what="Version 2.0 answers opnums above 108.",
     fault=forgive(NO_OPNUM, bytes(4), lambda self, call: self.place == "v2"))
hook("time-ends-otherwise", "CMRP-954", what="In version 2.0 ApiGetNotify ends with another code.", reply=recode({GET_NOTIFY}, {258: 1}))
hook("version-2-forgives", "CMRP-955", "NDR-5", what="Version 2.0 makes no consistency checks.",
     fault=forgive(0x6F7, bytes(24), lambda self, call: self.place == "v2"))
hook("version-2-has-no-version", "CMRP-956", what="In version 2.0 ApiGetClusterVersion does not work.",
     reply=recode({OPNUM["GetClusterVersion"]}, {0: 1}))
