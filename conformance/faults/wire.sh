#!/bin/sh
# Servers that each break one thing, which the wire cases must find:  wire.sh build/clus-cts build/clusd
set -eu
cts=$1
clusd=$2
here=$(dirname "$0")
. "$here/../testing.sh"
start_clusd clusd
behind=$port

# run_with FAULT CASE: the exit status of the run.
run_with() {
    python3 "$here/wire.py" "$behind" "$1" >"$work/port" &
    proxy=$!
    pids="$pids $proxy"
    port=$(await "$work/port")
    status=0
    "$cts" run "rpc:ncacn_ip_tcp:127.0.0.1[$port]" --profile strict --only "$2" >"$work/out" 2>&1 || status=$?
    kill "$proxy"
    : >"$work/port"
    return "$status"
}

python3 "$here/wire.py" --list >"$work/faults"
found=0
if ! run_with none 'wire-*'; then
    echo "without a fault something is found:"
    cat "$work/out"
    wrong=$((wrong + 1))
fi
while read -r fault case; do
    status=0
    run_with "$fault" "$case" || status=$?
    if [ "$status" -eq 1 ] && grep -qF "fail $case " "$work/out"; then
        found=$((found + 1))
    else
        echo "$fault is not found by $case (exit $status):"
        tail -n 30 "$work/out"
        wrong=$((wrong + 1))
    fi
done <"$work/faults"
echo "wire faults: $found found, $wrong not"
[ "$wrong" -eq 0 ] && [ "$found" -ge 10 ]
