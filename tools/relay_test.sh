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
work=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null || :; rm -rf "$work"' EXIT
"$clusd" --port 0 --log "$work/log" >"$work/ready" &
pid=$!
tries=0
until [ -s "$work/ready" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "relay_test.sh: clusd does not start" >&2; exit 1; }
    sleep 0.1
done
endpoint=$(sed 's/.*ncacn_ip_tcp://' "$work/ready")

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
"$relay" --help | grep -q 'packet privacy'
fails 'no call: three' 'three' "$endpoint" --anonymous
fails 'no call: 3 0x' '3 0x' "$endpoint" --anonymous
fails '127.0.0.1[1]' '3 ' '127.0.0.1[1]' --anonymous
fails '--user says who calls' '3 ' "$endpoint"
[ "$(printf '83 00\n300 \n' | "$relay" "$endpoint" --anonymous | tr '\n' ' ')" = 'fault 0x000006F7 fault 0x1C010002 ' ]

"$cts" run "cmd:$relay '$endpoint' --anonymous" --profile strict >"$work/out" || {
    cat "$work/out"
    exit 1
}
echo "clusd through Samba's client: $(tail -n 1 "$work/out")"
