#!/bin/sh
# clusd over TCP, each cluster of the built-in fixture on a port of its own, held to the profile strict:
#   certify_rpc.sh build/clus-cts build/clusd [OPTION...]     options go to clus-cts run
set -eu
cts=$1
clusd=$2
shift 2
root=$(dirname "$0")/..
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

cp "$root/spec/two-node.fixture" "$work/fixture"
for cluster in reader old; do
    serve "$cluster"
    sed "s/^\(cluster *\$$cluster *\"[^\"]*\"\)/\1 endpoint \"127.0.0.1[$port]\"/" "$work/fixture" >"$work/next"
    mv "$work/next" "$work/fixture"
done
serve cluster
"$cts" run "rpc:ncacn_ip_tcp:127.0.0.1[$port]" --fixture "$work/fixture" --profile strict --may-disturb "$@" >"$work/out" || {
    cat "$work/out"
    exit 1
}
echo "clusd over TCP: $(tail -n 1 "$work/out")"
