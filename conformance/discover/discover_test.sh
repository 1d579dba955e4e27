#!/bin/sh
# discover_test.sh CLUS-CTS CLUSD LIBCLUSAPI.so DIR INNOCENT.so...: what is discovered in the reference, as it is built in, as a shared object and
# as clusd over TCP, are the names of the fixture that it serves; with it the subject is judged as with its own, but for the cases that
# need what a subject does not tell. DIR is for scratch files.
set -u
suite=$1 clusd=$2 library=$3 dir=$4 work=$4
shift 4
root=$(dirname "$0")/../..
checks=0
failures=0
rm -rf "$dir"
mkdir -p "$dir"
. "$root/conformance/testing.sh"

# check WHAT COMMAND…: the command succeeds.
check()
{
    what=$1
    shift
    checks=$((checks + 1))
    "$@" >"$dir/out" 2>&1 || { failures=$((failures + 1)); echo "not ok: $what"; tail -n 15 "$dir/out" | sed 's/^/  | /'; }
}

# The $names with their strings, in order.
names()
{
    sed -nE 's/^(cluster|node|group|groupset|resource|network|netinterface) +(\$[a-z0-9_]+) +("[^"]*").*/\1 \2 \3/p' "$1" | sort
}

# same FIXTURE PATTERN: it has the built-in fixture's names, but for those that match.
same()
{
    names "$root/spec/two-node.fixture" | grep -vE "$2" >"$dir/wanted"
    names "$1" | grep -vE "$2" | diff "$dir/wanted" -
}

# skipped FILE: nothing is skipped but for what a subject does not tell.
skipped()
{
    ! sed -n 's/^# skipped: //p' "$1" | grep -vE "$2"
}

clusters='cluster1 cluster2 cluster3 cluster4 cluster9'
for subject in ref "dll:$library"; do
    "$suite" discover "$subject" $clusters >"$dir/api.fixture"
    check "$subject has the fixture's names" same "$dir/api.fixture" 'groupset|guarded'
    check "$subject is judged by what was discovered" "$suite" run "$subject" --profile strict --may-disturb --fixture "$dir/api.fixture" --save "$dir/api"
    check "$subject: nothing else is skipped" skipped "$dir/api/run.cases" 'no \$(cluster|node2?)\.address|no \$(groupset|guarded)'
done

more=''
for cluster in reader old v2 guarded cluster; do
    start_clusd "$cluster" --fixture "$root/spec/two-node.fixture" --cluster "\$$cluster"
    [ $cluster = cluster ] || more="$more $endpoint"
done
"$suite" discover "$server" $more >"$dir/rpc.fixture"
check 'clusd has the fixture'"'"'s names' same "$dir/rpc.fixture" 'nowhere|guarded'
check 'clusd that demands privacy is known as such' grep -qE '^cluster +\$guarded .*privacy' "$dir/rpc.fixture"
check 'clusd is judged by what was discovered' "$suite" run "$server" --profile strict --may-disturb --fixture "$dir/rpc.fixture" --save "$dir/rpc"
check 'clusd: nothing else is skipped' skipped "$dir/rpc/run.cases" 'no \$nowhere'

# unmarked FILE…: no call that changes a cluster succeeds in a case that is not marked with `disturbs`. Registering for events changes nothing.
changes='(Online|Offline)Cluster(Resource|Group)|(Add|Remove|Change|Move)Cluster|SET_COMMON|0x0.4[0-9A-F]*,|Api(Set|Delete|Online|Offline|Move|Change|Remove|Fail|Pause|Resume|Evict|Execute|Restart|Cancel)[A-Z]|ApiAdd[^N]|ApiCreate(Group|Resource|Key|ResourceType|Batch)[A-Za-z]*[(]'
unmarked()
{
    ! awk -v change="$changes" '
        /^case / { id = $2; marked = 0 }
        /^disturbs/ { marked = 1 }
        /^ .*=> / { if (step ~ change && step !~ /ResourceEnum/ && /=> (0|TRUE|handle)/ && !marked) print id ": " step; step = ""; next }
        /^ / { step = $0 }' "$@" | grep .
}
check 'every case that changes the cluster is marked' unmarked "$dir/api/run.cases" "$dir/rpc/run.cases"
check 'there are such cases' grep -q '^disturbs' "$dir/rpc/run.cases"

for vendor in "$@"; do
    "$suite" discover "dll:$vendor" >"$dir/vendor.fixture"
    check "$vendor is not accused with what was discovered" "$suite" run "dll:$vendor" --fixture "$dir/vendor.fixture"
done
check 'the dry run says what is left out' sh -c '"$1" discover ref --dry-run | grep -q "has no .reader"' - "$suite"
echo "discover_test: $checks checks, $failures failed"
[ "$failures" -eq 0 ]
