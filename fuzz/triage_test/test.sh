#!/bin/sh
# Planted crashes become short cases:  test.sh build/triage build/clus-cts OBJECT-AND-LIBRARIES...
# The compiler and its flags are $CC and $FLAGS.
set -eu
triage=$1
cts=$2
shift 2
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0

# plant NUMBER TARGET [SOURCE]: a reproducer of that name that crashes
plant() {
    # shellcheck disable=SC2086
    $CC $FLAGS -DPLANTED="$1" "$here/${3-planted.c}" $objects -o "$work/$2"
}
objects=$*
libraries=''
for object in "$@"; do
    case $object in *.a) libraries="$libraries $object" ;; esac
done

# shows TEXT FILE: it is there
shows() {
    grep -qF -- "$1" "$2" || {
        wrong=$((wrong + 1))
        echo "$2 lacks: $1"
        cat "$2"
    }
}

# reads FILE: clus-cts can read and run it
reads() {
    "$cts" run ref "$1" --may-disturb >"$work/ran" 2>&1 || {
        wrong=$((wrong + 1))
        echo "$1 cannot be run, or fails on the reference:"
        cat "$work/ran"
    }
}

# A request of opnum 81 in big-endian NDR, octets behind it: "Network" becomes three units.
plant 0 request
printf '\121\000\002\000\000\000\000\000\000\000\000\010\000\000\000\000\000\000\000\010\000N\000e\000t\000w\000o\000r\000k\000\000junk' >"$work/stub"
"$triage" "$work/request" "$work/stub" >"$work/out"
shows 'property: nothing planted is met' "$work/out"
shows 'ApiOpenNetwork, opnum 81' "$work/out"
shows 'a.call(81, string("' "$work/stub.cases"
shows 'target  request' "$work/stub.case"
reads "$work/stub.cases"

# A stream: bind, two requests.
plant 1 pdu
printf '\001\000\000\000' >"$work/stream"
printf '\005\000\013\003\020\000\000\000\110\000\000\000\001\000\000\000\320\026\320\026\000\000\000\000\001\000\000\000\000\000\001\000' >>"$work/stream"
printf '\262\230\167\271\112\124\321\021\214\366\000\300\117\122\205\371\003\000\000\000\004\135\210\212\353\034\311\021\237\350\010\000\053\020\110\140\002\000\000\000' >>"$work/stream"
for id in 2 3; do
    printf '\005\000\000\003\020\000\000\000\030\000\000\000\00'"$id"'\000\000\000\000\000\000\000\000\000\003\000' >>"$work/stream"
done
"$triage" "$work/pdu" "$work/stream" >"$work/out"
shows 'p.octets(x"' "$work/stream.cases"
[ "$(grep -c 'p.octets' "$work/stream.cases")" -eq 2 ] || { wrong=$((wrong + 1)); cat "$work/stream.cases"; }
reads "$work/stream.cases"

# A sequence: many calls, of which four matter.
plant 2 rpc
cat >"$work/long.cases" <<'END'
case    long
        a = connect($cluster)
        b = connect($cluster, group = a)
       h1 = a.call(66, string("node1"))
       h2 = b.call(81, string("Cluster Network 1"))
            a.call(68, h1)
            b.call(83, h2)
            a.call(82, h2)
            b.call(67, h1)
            b.call(83, h2)
            b.close()
END
"$(dirname "$triage")/seeds" "$work/corpus" "$work/long.cases" --only >/dev/null
cp "$work"/corpus/rpc/* "$work/sequence"
"$triage" "$work/rpc" "$work/sequence" >"$work/out"
[ "$(grep -cE '^ +([ah][0-9]* = |a\.)' "$work/sequence.cases")" -eq 4 ] || { wrong=$((wrong + 1)); cat "$work/sequence.cases"; }
reads "$work/sequence.cases"

# Text.
plant 3 notation
printf 'clause  X-1 nobody\nmeans   x\n\nfixture two-node\nnode $n "x"\n' >"$work/text"
"$triage" "$work/notation" "$work/text" >"$work/out"
[ "$(cat "$work/text.cases")" = fixt ] || { wrong=$((wrong + 1)); cat "$work/text.cases"; }

# Calls of the API: a C program beside the case, which fails as the case does.
plant 0 api planted_api.c
cat >"$work/calls.cases" <<'END'
case    calls
        c = OpenCluster($cluster)
        x = OpenClusterNode(c, $node)
            GetClusterNodeState(x)
            CloseClusterNode(x)
            CloseCluster(c)
END
"$(dirname "$triage")/seeds" "$work/api-corpus" "$work/calls.cases" --only >/dev/null
cp "$work"/api-corpus/api/* "$work/calls"
"$triage" "$work/api" "$work/calls" >"$work/out"
shows 'CloseCluster(c)  -> FALSE' "$work/calls.cases"
status=0
# shellcheck disable=SC2086
$CC -std=c11 -Wall -Wextra -Werror -I"$here/../../ref/include" "$work/calls.c" $libraries -o "$work/program" && "$work/program" >"$work/out" || status=$?
[ "$status" -eq 1 ] || { wrong=$((wrong + 1)); echo "the program of an API sequence: exit $status"; cat "$work/out"; }
shows 'fails: wanted FALSE' "$work/out"

# What does not fail, and what cannot be read.
status=0
printf 'nothing' >"$work/fine"
"$triage" "$work/notation" "$work/fine" >"$work/out" || status=$?
[ "$status" -eq 1 ] || { wrong=$((wrong + 1)); echo "what does not fail: exit $status"; }
status=0
"$triage" "$work/notation" "$work/absent" >"$work/out" 2>&1 || status=$?
[ "$status" -eq 2 ] || { wrong=$((wrong + 1)); echo "what is not there: exit $status"; }

echo "triage: $wrong wrong"
[ "$wrong" -eq 0 ]
