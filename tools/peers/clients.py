"""Samba's rpcclient and Python binding call clusd."""

import re
import shutil
import struct
import subprocess
import time
import uuid

from clusd_test import CLOSE_CLUSTER, CLUSAPI, LIMIT, NODE_STATE, OPEN_CLUSTER, OPEN_NODE, Clusd

GET_CLUSTER_NAME, CLOSE_NODE = 3, 67
OPEN_NODE_EX = 118
NDR64 = uuid.UUID("71710533-beba-4937-8319-b5dbef9ccc36")

# command, what it prints, what its decoder must have read on the way (with -d 10)
COMMANDS = (
    ("clusapi_open_cluster", "successfully closed cluster", ["clusapi_OpenCluster", "clusapi_CloseCluster"]),
    ("clusapi_get_cluster_name", "ClusterName: cluster1\nNodeName: node1", []),
    ("clusapi_get_cluster_version", "result was WERR_CALL_NOT_IMPLEMENTED", []),
    ("clusapi_get_cluster_version2", "rpc_status: WERR_OK", ["dwSize : 0x00000014", "lpwMajorVersion : 0x000a"]),
    ("clusapi_get_quorum_resource", "result was WERR_CALL_NOT_IMPLEMENTED", []),
    ("clusapi_create_enum", "rpc_status: WERR_OK", ["EntryCount : 0x00000002", "Name : 'node1'", "Name : 'node2'"]),
    ("clusapi_create_enum 4", "rpc_status: WERR_OK", ["EntryCount : 0x00000004", "Name : 'Cluster Name'"]),
    ("clusapi_create_enum 512", "result was WERR_INVALID_PARAMETER", []),
    ("clusapi_create_enumex", "rpc_status: WERR_OK", ["ReturnIdEnum : *", "Name : 'node2'"]),
    ("clusapi_open_resource 'Cluster Name'", "rpc_status: WERR_OK", ["clusapi_CloseResource"]),
    ("clusapi_open_resource nosuch", "result was WERR_RESOURCE_NOT_FOUND", []),
    ("clusapi_offline_resource 'Cluster Name'", "rpc_status: WERR_OK", ["clusapi_OfflineResource"]),
    ("clusapi_get_resource_state 'Cluster Name'", "rpc_status: WERR_OK",
     ["State : ClusterResourceOffline", "NodeName : 'node1'", "GroupName : 'Cluster Group'"]),
    ("clusapi_online_resource 'Cluster Name'", "rpc_status: WERR_OK", ["clusapi_OnlineResource"]),
    ("clusapi_get_resource_state 'Cluster Name'", "rpc_status: WERR_OK", ["State : ClusterResourceOnline"]),
    ("clusapi_get_resource_state nosuch", "result was WERR_RESOURCE_NOT_FOUND", []),
    ("clusapi_pause_node node1", "Cluster node node1 has been paused", ["clusapi_PauseNode"]),
    ("clusapi_resume_node node1", "Cluster node node1 has been resumed", ["clusapi_ResumeNode"]),
    ("clusapi_pause_node nosuch", "result was WERR_CLUSTER_NODE_NOT_FOUND", []),
    ("clusapi_resume_node nosuch", "result was WERR_CLUSTER_NODE_NOT_FOUND", []),
    ("epmlookup", str(CLUSAPI), []),
)


def offered():
    """The clusapi commands that this rpcclient has."""
    done = subprocess.run(["rpcclient", "-U%", "ncacn_ip_tcp:127.0.0.1"], input="help CLUSAPI\nexit\n",
                          capture_output=True, timeout=LIMIT, text=True)
    return set(re.findall(r"^\s*(clusapi_\w+)", done.stdout, re.M))


def with_mapper():
    """clusd with the endpoint mapper on port 135, once nobody else has that port."""
    for _ in range(LIMIT):
        try:
            return Clusd("--epm"), ""
        except EOFError as why:
            said = str(why).strip()
            if "in use" not in said:
                break
        time.sleep(1)
    return None, said


def run_command(command, port):
    done = subprocess.run(["rpcclient", "-U%", "ncacn_ip_tcp:127.0.0.1[%d]" % port, "-d", "10",
                           "-c", command], capture_output=True, timeout=LIMIT)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    return re.sub(r"[ \t]+", " ", said)


def check_rpcclient(result):
    if shutil.which("rpcclient") is None:
        result.failed("rpcclient", "it is not installed (Debian: smbclient)")
        return
    server, why = with_mapper()
    if server is None:
        result.failed("rpcclient", "it asks the endpoint mapper on port 135, which clusd cannot have here "
                      "(root can, or `unshare -rn`): %s" % why)
        return
    for command, said, read in COMMANDS:
        got = run_command(command, server.port)
        missing = [text for text in [said] + read if text not in got]
        result.judged("rpcclient %s" % command, "not in its output: %r" % missing if missing else "")
    untried = offered() - {command.split()[0] for command, _, _ in COMMANDS}
    result.judged("rpcclient's clusapi commands are all tried", " ".join(sorted(untried)))
    result.judged("clusd after rpcclient", ended(server))


def ended(server):
    how = server.end()
    return "" if how == (0, "") else "ended with %d: %s" % how


def text(name, order, count):
    """A string: three counts, then its UTF-16 units with the terminator."""
    units = name.encode("utf-16-le" if order == "<" else "utf-16-be") + b"\0\0"
    return struct.pack(order + 3 * count, len(name) + 1, 0, len(name) + 1) + units


def little(handle, order):
    """A handle as the client has it, in the octet order it will send: replies are little-endian."""
    if order == "<":
        return handle
    return struct.pack(">IIHH", *struct.unpack("<IIHH", handle[:12])) + handle[12:]


def session(connection, order, count):
    """Opens, asks, closes. What went wrong; nothing if nothing did."""
    opened = connection.request(OPEN_CLUSTER, b"")
    if len(opened) != 24 or opened[:4] != bytes(4):
        return "ApiOpenCluster: %s" % opened.hex()
    named = connection.request(GET_CLUSTER_NAME, b"")
    if "cluster1\0".encode("utf-16-le") not in named:
        return "ApiGetClusterName: %s" % named.hex()
    stub = text("node1", order, count)
    stub += bytes(-len(stub) % 4) + struct.pack(order + "I", 0x80000000)
    node = connection.request(OPEN_NODE_EX, stub)
    if node[:12] != struct.pack("<III", 0x80000000, 0, 0):
        return "ApiOpenNodeEx: %s" % node.hex()
    state = connection.request(NODE_STATE, little(node[12:], order))
    if state != bytes(12):
        return "ApiGetNodeState: %s" % state.hex()
    absent = connection.request(OPEN_NODE, text("nosuch", order, count))
    if struct.unpack("<I", absent[:4])[0] != 5042 or absent[8:] != bytes(20):
        return "ApiOpenNode of no node: %s" % absent.hex()
    for opnum, handle in ((CLOSE_NODE, node[12:]), (CLOSE_CLUSTER, opened[4:])):
        closed = connection.request(opnum, little(handle, order))
        if closed != bytes(24):
            return "opnum %d: %s" % (opnum, closed.hex())
        try:
            connection.request(opnum, little(handle, order))
        except RuntimeError:
            continue
        return "opnum %d: a closed handle is accepted" % opnum
    return ""


def samba_session(port, options, version=3):
    """One session by python3-samba; `options` as in a Samba binding string."""
    from samba import credentials, param
    from samba.dcerpc import base
    anonymous = credentials.Credentials()
    anonymous.set_anonymous()
    binding = "ncacn_ip_tcp:127.0.0.1[%d%s]" % (port, "," + options if options else "")
    connection = base.ClientConnection(binding, (str(CLUSAPI), version), lp_ctx=param.LoadParm(),
                                       credentials=anonymous)
    if (str(NDR64) in str(connection.transfer_syntax)) != (options == "ndr64"):
        return "the transfer syntax is %s" % (connection.transfer_syntax,)
    try:
        return session(connection, ">" if options == "bigendian" else "<",
                       "Q" if options == "ndr64" else "I")
    except RuntimeError as why:
        return str(why)


def check_python(result):
    try:
        import samba.dcerpc.base
    except ImportError as why:
        result.failed("python3-samba", "%s (Debian: python3-samba, for /usr/bin/python3)" % why)
        return
    server = Clusd()
    for options in ("", "bigendian", "ndr64"):
        result.judged("python3-samba %s" % (options or "plain"), samba_session(server.port, options))
    result.judged("clusd after python3-samba", ended(server))
