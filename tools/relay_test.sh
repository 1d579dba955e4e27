#!/bin/sh
# The wire cases through tools/relay and Samba's RPC client:  relay_test.sh build/clus-cts build/clusd tools/relay
# Says so and ends well where python3-samba is not installed.
set -eu
cts=$1
clusd=$2
relay=$3
if ! /usr/bin/python3 -c 'import samba.dcerpc' 2>/dev/null; then
    echo "relay: not tested, python3-samba is not installed"
    exit 0
fi
. "$(dirname "$0")/../conformance/testing.sh"
start_clusd clusd

# fails TEXT LINE OPTION…: the relay exits with 1 and says TEXT.
fails() {
    text=$1
    line=$2
    shift 2
    if printf '%s\n' "$line" | "$relay" "$@" >"$work/out" 2>&1 || ! grep -qF -- "$text" "$work/out"; then
        echo "relay $*: wanted a failure and: $text"
        cat "$work/out"
        exit 1
    fi
}

# says WANTED LINES OPTION…: its answers, on one line.
says() {
    wanted=$1
    lines=$2
    shift 2
    got=$(printf "$lines" | "$relay" "$@" 2>&1 | tr '\n' ' ')
    [ "$got" = "$wanted" ] || { echo "relay $*: wanted $wanted, came $got"; exit 1; }
}

# judged WHAT OPTION…: the suite's cases through the relay.
judged() {
    what=$1
    shift
    "$cts" run "cmd:$relay $*" --profile strict >"$work/out" || { cat "$work/out"; exit 1; }
    echo "$what: $(tail -n 1 "$work/out")"
}
"$relay" --help | grep -q 'packet privacy'
fails 'no call: three' 'three' "$endpoint" --anonymous
fails 'no call: 3 0x' '3 0x' "$endpoint" --anonymous
fails '127.0.0.1[1]' '3 ' '127.0.0.1[1]' --anonymous
fails '--user says who calls' '3 ' "$endpoint"
fails 'not allowed with' '3 ' "$endpoint" --anonymous --kerberos
KRB5CCNAME="$work/none" fails 'from kinit' '3 ' "$endpoint" --kerberos
says 'fault 0x000006F7 fault 0x1C010002 ' '83 00\n300 \n' "$endpoint" --anonymous
judged "clusd through Samba's client" "'$endpoint'" --anonymous

# Through the endpoint mapper, where its port can be had.
if "$clusd" --port 0 --epm --quiet >"$work/mapped" 2>/dev/null & then
    mapped=$!
    sleep 0.5
    if kill -0 "$mapped" 2>/dev/null; then
        pids="$pids $mapped"
        says 'fault 0x1C010002 ' '300 \n' 127.0.0.1 --anonymous
        says 'fault 0x1C010002 ' '109 \n' 127.0.0.1 --anonymous --v2
    else
        echo "relay: not tested through an endpoint mapper: port 135 cannot be had"
    fi
fi

# With NTLM at packet privacy, by a server that takes nothing less.
if ! command -v ntlm_auth >/dev/null; then
    echo "relay: NTLM is not tested, ntlm_auth is not installed (Debian: winbind)"
    exit 0
fi
FRONT_PASSWORD=secret /usr/bin/python3 -B "$(dirname "$0")/peers/front.py" "$port" "$work" tester EXAMPLE >"$work/front" &
pids="$pids $!"
guarded="127.0.0.1[$(await "$work/front")]"
user="--user tester --domain EXAMPLE"
export RELAY_PASSWORD=wrong
fails 'the password is wrong' '3 ' "$guarded" $user
says 'fault 0x00000005 ' '3 \n' "$guarded" --anonymous
export RELAY_PASSWORD=secret
says 'fault 0x1C010002 fault 0x1C00001A ' "300 \n83 $(printf '%040d' 0)\n" "$guarded" $user
says 'fault 0x1C010002 ' '109 \n' "$guarded" $user --v2
"$cts" run "rpc:ncacn_ip_tcp:$guarded" >"$work/out"
grep -q 'privacy   the endpoint answers only with packet privacy: all is skipped' "$work/out"
judged 'clusd behind NTLM at packet privacy' "'$guarded'" $user
