#!/bin/sh
# clusd over TCP, each cluster of the built-in fixture on a port of its own, held to the profile strict: by the protocol, then
# by the API, whose client library reaches it over TCP:
#   certify_rpc.sh build/clus-cts build/clusd build/libclusapi.so RESULTS     both runs are kept in the folder RESULTS
set -eu
cts=$1
clusd=$2
library=$3
results=$4
root=$(dirname "$0")/../..
work=$(mktemp -d)
pids=''
end() {
    for pid in $pids; do kill "$pid" 2>/dev/null || :; done
    rm -rf "$work"
}
trap end EXIT

# The port of a clusd that serves the cluster $NAME.
serve() {
    "$clusd" --port 0 --fixture "$root/spec/two-node.fixture" --cluster "\$$1" --log "$work/log.$1" >"$work/$1" &
    pids="$pids $!"
    tries=0
    until [ -s "$work/$1" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || { echo "certify_rpc.sh: clusd does not start" >&2; exit 1; }
        sleep 0.1
    done
    port=$(sed 's/.*\[\([0-9]*\)\].*/\1/' "$work/$1")
}

# run NAME SUBJECT: judge it, and say so in a line.
run() {
    "$cts" run "$2" --fixture "$work/fixture" --profile strict --may-disturb --jobs 1 \
        --save "$results/$1" --json "$results/$1.json" >"$work/out" || {
        cat "$work/out"
        exit 1
    }
    echo "$3: $(tail -n 1 "$work/out")"
}

cp "$root/spec/two-node.fixture" "$work/fixture"
for cluster in reader old v2 guarded cluster; do
    serve "$cluster"
    sed "s/^\(cluster *\$$cluster *\"[^\"]*\"\)/\1 endpoint \"127.0.0.1[$port]\"/" "$work/fixture" >"$work/next"
    mv "$work/next" "$work/fixture"
done
run rpc "rpc:ncacn_ip_tcp:127.0.0.1[$port]" 'clusd over TCP'
run tcp "dll:$library" 'the API through clusd over TCP'
