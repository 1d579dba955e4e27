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
. "$root/conformance/testing.sh"

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
    start_clusd "$cluster" --fixture "$root/spec/two-node.fixture" --cluster "\$$cluster"
    sed "s/^\(cluster *\$$cluster *\"[^\"]*\"\)/\1 endpoint \"$endpoint\"/" "$work/fixture" >"$work/next"
    mv "$work/next" "$work/fixture"
done
run rpc "$server" 'clusd over TCP'
run tcp "dll:$library" 'the API through clusd over TCP'
