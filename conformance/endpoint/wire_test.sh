#!/bin/sh
# Endpoints that cannot be judged, and files that cannot be read:  wire_test.sh build/clus-cts build/clusd
# Nothing outside this computer is asked.
set -eu
cts=$1
clusd=$2
. "$(dirname "$0")/../testing.sh"

# An endpoint that says OCTETS (Python's notation) to whoever comes, then waits or closes: $speaker.
speaker() {
    python3 - "$1" "$2" >"$work/$3" <<'END' &
import ast, socket, sys
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
kept = []
while True:
    client, _ = listener.accept()
    client.recv(4096)
    client.sendall(ast.literal_eval(sys.argv[1]))
    if sys.argv[2] == "waits":
        kept.append(client)
    else:
        client.close()
END
    pids="$pids $!"
    speaker="rpc:ncacn_ip_tcp:127.0.0.1[$(await "$work/$3")]"
}

start_clusd clusd
good=$server

# -- subjects --------------------------------------------------------------------------------------
wants 0 'nothing unexpected under sdk' run "$good" --only 'wire-open*'
wants 0 'left out' run "rpc:ncacn_ip_tcp:localhost[$port]" --only 'wire-open*' --only CC-3
wants 2 'HOST[PORT]' run 'rpc:ncacn_np:host[\pipe\x]'
wants 2 'HOST[PORT]' run 'rpc:ncacn_ip_tcp:'
wants 2 'HOST[PORT]' run 'rpc:ncacn_ip_tcp:host[12'
wants 2 'HOST[PORT]' run 'rpc:ncacn_ip_tcp:host[70000]'
wants 2 'no case that applies to this subject' run "$good" --only CC-3
wants 3 'nobody answers' run 'rpc:ncacn_ip_tcp:127.0.0.1[1]'
wants 3 'nobody answers' run 'rpc:ncacn_ip_tcp:no-such-host.invalid[135]'
speaker 'b""' waits silent
wants 3 'no answer in time' run "$speaker" --timeout 1
speaker 'b""' closes closing
wants 3 'nobody answers a bind' run "$speaker"
speaker 'b"HTTP/1.0 400 Bad Request\r\n\r\n"' closes http
wants 3 'malformed' run "$speaker"
speaker 'b"\x05\x00\x0d\x03\x10\x00\x00\x00\x0f\x00\x00\x00\x01\x00\x00\x00"' closes short
wants 3 'malformed pdu-length' run "$speaker"
speaker 'b"\x05\x00\x0d\x03\x10\x00\x00\x00\x15\x00\x00\x00\x01\x00\x00\x00\x02\x00\x01\x05\x00"' waits nak
wants 3 'provider_reject_reason = 2' run "$speaker"

# A server that wants packet privacy is not accused.
start_clusd guarded --require-privacy
wants 0 'packet privacy' run "$server"

# -- programs --------------------------------------------------------------------------------------
wants 3 'closed' run 'cmd:exit 3'
wants 3 'closed' run 'cmd:/no/such/program'
wants 3 'malformed line at 0' run 'cmd:while read -r line; do echo What?; done'
wants 3 'malformed line at 2' run 'cmd:while read -r line; do echo 000; done'
wants 3 'malformed truncated' run 'cmd:while read -r line; do echo 0000; done'
wants 3 'no answer in time' run 'cmd:cat >/dev/null' --timeout 1
wants 0 'packet privacy' run 'cmd:while read -r line; do echo fault 5; done'

# -- a case file that slips ------------------------------------------------------------------------
slip() {
    printf 'case slip\n%s\n' "$2" >"$work/slip.cases"
    wants 2 "$work/slip.cases:$1" run "$good" "$work/slip.cases"
}
slip '2: ' '        a = connect()'
slip '2: a connection needs a name' '        connect($cluster)'
slip '2: `version` is 2 or 3' '        a = connect($cluster, version = 4)'
slip '2: `a` is not a connection' '            a.ApiGetClusterName()'
slip '3: unknown call `ApiNo`' '        a = connect($cluster)
            a.ApiNo()'
slip '3: `lpszNetworkName` of ApiOpenNetwork is missing' '        a = connect($cluster)
            a.ApiOpenNetwork()'
slip '3: ApiGetClusterName takes no more arguments' '        a = connect($cluster)
            a.ApiGetClusterName(1)'
slip '4: `h` is a Network handle' '        a = connect($cluster)
        h = a.ApiOpenNetwork($network)
            a.ApiGetNodeState(h)'
slip '3: the step never gives `handle`' '        a = connect($cluster)
            a.ApiGetClusterName() -> handle'
slip '3: no answer to this step has `Name`' '        a = connect($cluster)
            a.ApiGetClusterName() -> 0, Name = "x"'
slip '3: PDUs are sent on a connection made by' '        a = connect($cluster)
            a.request(3)'
slip '3: this PDU has no field `opnum`' '        p = open($cluster)
            p.request(3, opnum = 4)'
slip '3: 256 does not fit here' '        p = open($cluster)
            p.request(3, rpc_vers = 256)'
slip '3: a case makes calls of the API or on an endpoint' '        a = connect($cluster)
        c = OpenCluster($cluster)'
slip '3: `send` and `hold` stand before' '        a = connect($cluster)
       send a.close()'
slip '3: a "UUID" was expected' '        p = open($cluster)
            p.bind(context(0, interface("x", 1, 0), NDR))'

# -- a saved run is read again ---------------------------------------------------------------------
rm -rf "$work/saved"
wants 0 'nothing unexpected' run "$good" --only 'wire-enum*' --only 'bind-answered' --profile strict --save "$work/saved"
wants 0 'nothing unexpected' run "$good" "$work/saved/run.cases" --profile strict

# -- decode ----------------------------------------------------------------------------------------
wants 0 'lpszNetworkName = "N1"' decode ApiOpenNetwork in 0300000000000000030000004e0031000000
wants 0 'return = 6' decode 83 out 00000000 00000000 06000000
wants 1 'refused at octet 8' decode 81 in 0200000000000000030000004e0031000000
wants 0 '# 2 octets behind the parameters, from octet 18' decode 81 in 0300000000000000030000004e0031000000ffff
wants 2 'no method 122' decode 122 in --v2 00
wants 2 'hexadecimal' decode 81 in 0x
wants 2 '`in` or `out`' decode 81 up 00

echo "wire_test.sh: $passed as wanted, $wrong not"
[ "$wrong" -eq 0 ]
