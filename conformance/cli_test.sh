#!/bin/sh
# cli_test.sh CLUS-CTS SUBJECT.so DIR: what the command line does with good and bad files and subjects. DIR is for scratch files.
set -u
export ASAN_OPTIONS="${ASAN_OPTIONS:-handle_segv=0:handle_abort=0}" # a crash of the subject is an answer, not a report
suite=$1
subject=dll:$2
dir=$3
checks=0
failures=0
rm -rf "$dir"
mkdir -p "$dir"

# expect STATUS PATTERN COMMAND…: the command ends with that status and its output has a line with the pattern.
expect() {
    wanted=$1
    pattern=$2
    shift 2
    checks=$((checks + 1))
    "$@" >"$dir/out" 2>&1
    status=$?
    if [ "$status" -ne "$wanted" ] || { [ -n "$pattern" ] && ! grep -q -e "$pattern" "$dir/out"; }; then
        failures=$((failures + 1))
        echo "not ok: $*"
        echo "  wanted status $wanted and a line with: $pattern"
        echo "  came status $status and:"
        head -n 20 "$dir/out" | sed 's/^/  | /'
    fi
}

# hold COMMAND…: the command succeeds.
hold() {
    expect 0 '' "$@"
}

# The fixture and the cases that the tests work with.
cat >"$dir/one.fixture" <<'END'
fixture   one
cluster   $cluster "cluster1"
node      $node "node1" up id 1
END
cat >"$dir/good.cases" <<'END'
# one of each sort
case    opens
clause  CC-1
        c = OpenCluster($cluster)             -> handle
            CloseCluster(c)                   -> TRUE

case    node-id
clause  CC-1
        c = OpenCluster($cluster)             -> handle
        n = OpenClusterNode(c, $node)         -> handle
            GetClusterNodeId(n, id[16], &length = 16) -> zero, id = $node.id, length = 1
            CloseClusterNode(n)               -> TRUE

case    absent-here
clause  CC-1
        c = OpenCluster($cluster)             -> handle
        g = OpenClusterGroup(c, "x")          -> NULL error

case    skipped-here
clause  CC-1
needs   $reader
        c = OpenCluster($reader)              -> handle

case    stale
clause  CC-3
under   AMB-32 noticed
        c = OpenCluster($cluster)             -> handle
        n = OpenClusterNode(c, $node)         -> handle
            CloseClusterNode(n)               -> TRUE
            CloseClusterNode(n)               -> FALSE error

case    disturbing
clause  CC-1
disturbs it opens "too much" <&>
        c = OpenCluster($cluster)             -> handle
END
run() {
    "$suite" run "$subject" "$dir/good.cases" --fixture "$dir/one.fixture" "$@"
}

# -- use --------------------------------------------------------------------------------------------
expect 2 'no command' "$suite"
expect 2 'unknown command juggle' "$suite" juggle
expect 2 'run wants a SUBJECT' "$suite" run
expect 2 'no such subject' "$suite" run nonsense
expect 2 'no such subject' "$suite" run dll:
expect 2 'no such subject' "$suite" run reference
expect 2 'clus-cts --help' "$suite" run ref --nonsense
expect 2 'seconds from 1 to 3600' "$suite" run ref --timeout soon
expect 2 'seconds from 1 to 3600' "$suite" run ref --timeout 0
expect 2 'a number from 1 to 64' "$suite" run ref --jobs 0
expect 2 'a number from 1 to 64' "$suite" run ref --jobs 65
expect 2 'a number from 1 to 64' "$suite" run ref --jobs many
expect 2 'no profile lax' "$suite" run ref --profile lax
expect 2 'no case matches' run --only nothing-like-it
expect 2 'No such file' "$suite" run ref "$dir/missing.cases"
expect 2 'No such file' "$suite" run ref --fixture "$dir/missing.fixture"
expect 2 'No such file' "$suite" run ref --known "$dir/missing.known"
expect 2 'No such file' "$suite" run ref --failed "$dir/missing"
expect 2 'wants one case' run --here
expect 2 'verify has no --html' "$suite" verify "$dir" --html "$dir/vain.html"
expect 2 'explore has no --json' "$suite" explore ref --json "$dir/vain.json"
expect 2 'leave out --save' run --here --only opens --save "$dir/vain"
expect 2 'leave out --junit' run --dry-run --junit "$dir/vain.xml"
expect 0 'SHA-256 [0-9a-f]*$' "$suite" --version
expect 0 'Exit status' "$suite" help run
expect 2 'unknown command juggle' "$suite" help juggle
expect 2 'clus-cts list' "$suite" shrink ref CC-3
expect 0 'judge it' "$suite" --help
expect 0 'Exit status' "$suite" run --help
expect 0 'AMB-16' "$suite" list --help
expect 0 '5042' "$suite" explain --help
# the cases that examples name exist
for command in run list compare shrink; do
    "$suite" $command --help | sed -nE "s/^  clus-cts .*--only '?([^' ]*).*/\1/p" >>"$dir/examples"
done
"$suite" shrink --help | sed -nE 's/^  clus-cts shrink dll:[^ ]* ([a-z-]*) --profile.*/\1*/p' >>"$dir/examples"
hold [ "$(wc -l <"$dir/examples")" -ge 5 ]
while read -r example; do
    hold "$suite" list --only "$example"
done <"$dir/examples"

# -- files ------------------------------------------------------------------------------------------
# bad LINE PATTERN: a file with these contents is refused at that line.
bad() {
    line=$1
    pattern=$2
    cat >"$dir/bad.case"
    expect 2 "bad.case:$line: .*$pattern" "$suite" run ref "$dir/bad.case"
}
bad 3 'unknown call `OpenClusters`' <<'END'
case    bad
clause  CC-1
        c = OpenClusters($cluster)
END
bad 4 '`d` is not bound' <<'END'
case    bad
clause  CC-1
        c = OpenCluster($cluster)
            CloseCluster(d)
END
bad 3 'takes 1 arguments' <<'END'
case    bad
clause  CC-1
        c = OpenCluster()
END
bad 3 'here are more' <<'END'
case    bad
clause  CC-1
        c = OpenCluster("x", "y")
END
bad 3 'unknown constant `GENERIC_REED`' <<'END'
case    bad
clause  CC-1
        c = OpenClusterEx("x", GENERIC_REED, NULL)
END
bad 4 'takes a Node handle' <<'END'
case    bad
clause  CC-1
        c = OpenCluster("x")
            CloseClusterNode(c)
END
bad 3 'never gives `TRUE`' <<'END'
case    bad
clause  CC-1
        c = OpenCluster("x") -> TRUE
END
bad 3 'after success is never judged' <<'END'
case    bad
clause  CC-1
        c = OpenCluster("x") -> handle error
END
bad 3 'a value was expected at `(`' <<'END'
case    bad
clause  CC-1
        c = OpenCluster("x") -> handle (
END
bad 2 'CC-99' <<'END'
case    bad
clause  CC-99
        c = OpenCluster("x")
END
bad 2 'AMB-999' <<'END'
case    bad
decides AMB-999
        c = OpenCluster("x")
END
bad 4 'has no reading `sometimes`' <<'END'
case    bad
decides AMB-32
        c = OpenCluster("x")
          sometimes -> handle
END
bad 3 'AMB-32 has no reading `often`' <<'END'
case    bad
clause  CC-1
under   AMB-32 often
        c = OpenCluster("x")
END
bad 7 'column `size`' <<'END'
table   kind  name
        Node  "x"

case    bad
clause  CC-1
where   kind
        c = OpenCluster({size})
END
bad 3 'no table' <<'END'
case    bad
clause  CC-1
where   kinds
        c = OpenCluster("x")
END
bad 1 'no steps' <<'END'
case    bad
clause  CC-1
END
bad 5 'stands\|again\|already\|second' <<'END'
case    bad
clause  CC-1
        c = OpenCluster("x")

case    bad
clause  CC-1
        c = OpenCluster("x")
END
bad 3 '"' <<'END'
case    bad
clause  CC-1
        c = OpenCluster("x)
END
: >"$dir/empty.case"
expect 2 'empty.case: the file holds no records' "$suite" run ref "$dir/empty.case"
cp "$dir/one.fixture" "$dir/caseless.case"
expect 2 'the file holds no cases' "$suite" run ref "$dir/caseless.case"
head -c 100000000 /dev/zero | tr '\0' 'x' >"$dir/long.case"
expect 2 'long.case:1: .*4000' "$suite" run ref "$dir/long.case"
rm "$dir/long.case"
printf 'case a\0b\n' >"$dir/nul.case"
expect 2 'nul.case:1: ' "$suite" run ref "$dir/nul.case"
expect 2 ': ' "$suite" run ref "$dir"

# -- what cannot be written: a verdict that nobody can read is none -----------------------------------
for words in --help list 'explain CC-3' 'explore ref --depth 2' "run ref $dir/good.cases --fixture $dir/one.fixture" 'decode ApiGetClusterName in'; do
    expect 2 'standard output: No space left' sh -c '"$1" $2 >/dev/full' sh "$suite" "$words"
done
for kind in tap junit json; do
    expect 2 '/dev/full: No space left' "$suite" run ref "$dir/good.cases" --fixture "$dir/one.fixture" "--$kind" /dev/full
done

# -- subjects that cannot be judged: one message ----------------------------------------------------
cannot() {
    expect 3 "cannot be judged: .*$1" "$suite" run "$2" "$dir/good.cases" --fixture "$dir/one.fixture"
    cp "$dir/out" "$dir/message"
    expect 0 '^1$' sh -c "wc -l <'$dir/message'"
}
cannot 'cannot load' "dll:$dir/nothing.so"
cannot 'cannot load' "dll:$dir/good.cases"
export CLI_SUBJECT
CLI_SUBJECT=crash-on-load cannot 'loading the subject ended in SIGABRT' "$subject"
CLI_SUBJECT=deaf cannot 'another calling convention' "$subject"
CLI_SUBJECT=empty cannot 'OpenCluster("cluster1") gives NULL, last error 53' "$subject"
CLI_SUBJECT=nodeless cannot 'not the objects .node' "$subject"
CLI_SUBJECT=

# -- verdicts ---------------------------------------------------------------------------------------
expect 0 '^2 passed, 0 failed$' run
expect 0 '^sdk  *2 pass, 1 unimplemented, 2 skipped, 1 observed ' run
expect 1 '^2 passed, 1 failed$' run --profile strict
expect 1 '>> CloseClusterNode(n)  *-> FALSE error' run --profile strict
expect 0 '^absent .*OpenClusterGroup' run
expect 0 '^3 passed, 0 failed$' run --may-disturb
CLI_SUBJECT=chatty expect 0 '^2 passed, 0 failed$' run
# nothing that it prints stands among what the report says
CLI_SUBJECT=chatty expect 1 '' sh -c '"$1" run "$2" "$3/good.cases" --fixture "$3/one.fixture" 2>"$3/noise" | grep "^step 7"' sh "$suite" "$subject" "$dir"
hold grep '^step 7' "$dir/noise"
CLI_SUBJECT=stub expect 0 'unimplemented' run --only opens
CLI_SUBJECT=false expect 1 'came  *FALSE' run --only opens
CLI_SUBJECT=false expect 1 'debug .*--only opens --here' run
CLI_SUBJECT=false expect 1 "debug .* run $subject $dir/good.cases --fixture $dir/one.fixture --profile sdk --only opens --here" run
printf 'maps 7 ERROR_FILE_NOT_FOUND\n' >"$dir/codes"
CLI_SUBJECT=false expect 1 "shorter .* --errors $dir/codes --profile sdk --timeout 4$" run --errors "$dir/codes" --timeout 4
CLI_SUBJECT=false expect 1 "debug .* --errors $dir/codes --profile sdk --timeout 4 --only opens --here" run --errors "$dir/codes" --timeout 4
# and that line is a command that does what it says
CLI_SUBJECT=false run >"$dir/out" || :
debug=$(sed -n "s/^  debug *clus-cts//p" "$dir/out" | head -n 1)
CLI_SUBJECT=false expect 1 '^strict: fail' sh -c "\"$suite\" $debug"
CLI_SUBJECT=false expect 1 'CC-1 ' run
CLI_SUBJECT=crash expect 1 'came  *crash SIGSEGV' run
CLI_SUBJECT=crash expect 1 '^1 passed, 1 failed$' run
CLI_SUBJECT=hang expect 1 'came  *timeout' run --timeout 1
CLI_SUBJECT=exit expect 1 'came  *crash exit-0' run
CLI_SUBJECT=overrun expect 1 'behind the end of `id` were written' run
CLI_SUBJECT=
expect 0 'CloseCluster(c) ' run --only opens --here
expect 0 'sdk: pass' run --only opens --here
expect 0 '^6 cases, 2 would be skipped' run --dry-run
expect 1 '' sh -c "'$suite' run '$subject' '$dir/good.cases' --fixture '$dir/one.fixture' | grep '$(printf '\033')'"

# -- side by side -----------------------------------------------------------------------------------
# same COMMAND…: with --jobs 1 and with --jobs 4 it ends alike, prints the same and saves the same; SOURCE_DATE_EPOCH is the date.
export SOURCE_DATE_EPOCH=1767225599
same() {
    for jobs in 1 4; do
        rm -rf "$dir/jobs$jobs"
        "$@" --jobs $jobs --save "$dir/jobs$jobs" --json "$dir/jobs$jobs.json" >"$dir/jobs$jobs.out" 2>&1
        echo "status $?" >>"$dir/jobs$jobs.out"
    done
    hold test -s "$dir/jobs1/run.cases"
    for kind in .out .json /run.cases /run.json /certificate.md; do
        hold cmp "$dir/jobs1$kind" "$dir/jobs4$kind"
    done
    hold grep -q '^date  *2025-12-31T23:59:59Z' "$dir/jobs1/run.cases"
    hold cmp "$dir/jobs1.json" "$dir/jobs1/run.json"
}
same "$suite" run ref --only 'CC-*' --only 'CMRP-*'
same run --may-disturb
for fault in crash exit false hang; do
    CLI_SUBJECT=$fault same run --may-disturb --timeout 1
done
CLI_SUBJECT=hang expect 1 'came  *timeout' run --timeout 1 --jobs 4
CLI_SUBJECT=crash expect 1 'came  *crash SIGSEGV' run --jobs 4
CLI_SUBJECT=exit expect 1 'came  *crash exit-0' run --jobs 4
CLI_SUBJECT=deserter expect 1 'came  *crash SIGKILL' run --only opens --timeout 20
CLI_SUBJECT=

# -- known deviations -------------------------------------------------------------------------------
cat >"$dir/known" <<'END'
known   opens fail
why     It gives FALSE. Nobody minds.
END
CLI_SUBJECT=false expect 0 '1 deviations are listed as known' run --known "$dir/known" --only opens
CLI_SUBJECT=false expect 0 'passed' run --known "$dir/known" --only opens --tap "$dir/known.tap"
expect 0 'Result: PASS\|NOTESTS' prove --exec cat "$dir/known.tap"
CLI_SUBJECT= expect 1 'unexpected pass' run --known "$dir/known" --only opens
CLI_SUBJECT=crash expect 1 '^crash' run --known "$dir/known" --only opens
CLI_SUBJECT=
cat >"$dir/my.profile" <<'END'
profile mine
means   An old handle is noticed.
choose  AMB-32 noticed It must be.
END
expect 1 'exit 1 .* under mine' run --profile "$dir/my.profile"

# -- results in files -------------------------------------------------------------------------------
CLI_SUBJECT=false expect 1 'passed' run --may-disturb --tap "$dir/r.tap" --junit "$dir/r.xml" --json "$dir/r.json" --save "$dir/saved"
expect 1 'Failed 1/6 subtests' prove --exec cat "$dir/r.tap"
CLI_SUBJECT=
expect 0 'passed' run --tap "$dir/ok.tap"
# - is standard output, and nothing else stands there; the report goes to standard error
for form in tap junit json html; do
    expect 0 '' run --$form "$dir/file.$form"
    run --$form - >"$dir/stdout.$form" 2>"$dir/stderr.$form" || :
    hold cmp "$dir/file.$form" "$dir/stdout.$form"
    hold grep -q '^2 passed, 0 failed' "$dir/stderr.$form"
done
expect 2 'only one of' run --tap - --json -
expect 0 'Result: PASS' prove --exec cat "$dir/ok.tap"
hold /usr/bin/env python3 - "$dir" <<'END'
import json, sys, xml.etree.ElementTree as tree
run = json.load(open(sys.argv[1] + "/r.json"))
verdicts = {case["case"]: case["verdict"] for case in run["cases"]}
assert verdicts == {"opens": "fail", "node-id": "pass", "absent-here": "unimplemented", "skipped-here": "skipped",
                    "stale": "observed", "disturbing": "pass"}, verdicts
assert run["unexpected"] == 1 and run["cases"][4]["verdicts"]["strict"]["verdict"] == "fail", run
suite = tree.parse(sys.argv[1] + "/r.xml").getroot()
counts = {name: int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")}
assert counts == {"tests": 6, "failures": 1, "errors": 0, "skipped": 3}, counts
assert len(suite.findall("testcase")) == 6 and len(suite.findall("testcase/failure")) == 1
END
expect 0 '=> FALSE' cat "$dir/saved/run.cases"
CLI_SUBJECT=false expect 1 '^0 passed, 1 failed$' "$suite" run "$subject" --failed "$dir/saved"
CLI_SUBJECT= expect 0 '^1 passed, 0 failed$' "$suite" run "$subject" --failed "$dir/saved"
CLI_SUBJECT= expect 0 '^2 passed, 0 failed$' "$suite" run "$subject" "$dir/saved/run.cases"
expect 2 '/dev/null/x: ' run --save /dev/null/x
expect 2 'r.tap' run --tap "$dir/missing/r.tap"

# -- exploring --------------------------------------------------------------------------------------
expect 2 'explore wants a SUBJECT' "$suite" explore
expect 2 'only ref and dll:PATH' "$suite" explore nonsense
expect 2 'only ref and dll:PATH' "$suite" explore cmd:true
expect 2 'calls from 1 to 12, not 0' "$suite" explore ref --depth 0
expect 2 'I from 1 to N, not 4' "$suite" explore ref --shard 4/3
expect 2 'I from 1 to N, not 3' "$suite" explore ref --shard 3
expect 2 'whole or core, not tiny' "$suite" explore ref --alphabet tiny
expect 2 'two kinds of objects' "$suite" explore ref --kinds Node,Node
expect 2 'two kinds of objects' "$suite" explore ref --kinds Node,Cluster
expect 2 'there is no profile lax' "$suite" explore ref --profile lax
expect 2 'takes a fixture with .network' "$suite" explore "$subject" --fixture "$dir/one.fixture"
expect 3 'cannot load' "$suite" explore dll:/missing.so
CLI_SUBJECT=crash-on-load expect 3 'cannot be judged' "$suite" explore "$subject" --fixture "$dir/one.fixture" --alphabet core
expect 0 'core alphabet.* sequences of up to 3 calls, differences: 0;' "$suite" explore "$subject" --fixture "$dir/one.fixture" --alphabet core --depth 3
CLI_SUBJECT=false expect 1 '^clause  CC-2$' "$suite" explore "$subject" --fixture "$dir/one.fixture" --alphabet core --depth 3
expect 0 'differences: 0;' "$suite" explore ref --depth 2 --detours 0
for misbehaves in crash hang exit deserter; do
    CLI_SUBJECT=$misbehaves expect 1 '^about   CloseCluster of an open handle: [ct]' "$suite" explore "$subject" --fixture "$dir/one.fixture" --alphabet core --depth 3 --timeout 1 --first
done
CLI_SUBJECT=stub expect 0 '^# not implemented, and left out: CloseCluster$' "$suite" explore "$subject" --fixture "$dir/one.fixture" --alphabet core --depth 3
CLI_SUBJECT=chatty expect 0 'differences: 0;' "$suite" explore "$subject" --fixture "$dir/one.fixture" --alphabet core --depth 3

# -- looking up -------------------------------------------------------------------------------------
expect 0 'Closing a cluster handle' "$suite" explain CC-3
expect 0 'chosen by strict' "$suite" explain AMB-16
expect 0 'ERROR_CLUSTER_NODE_NOT_FOUND is 5042' "$suite" explain 5042
expect 0 'is 6, an error code' "$suite" explain ERROR_INVALID_HANDLE
expect 0 'a case' "$suite" explain 'close-origin-with-instance-open[Node]'
expect 0 'reference .* pass under strict, shows ended' "$suite" explain AMB-16
expect 0 'decided in ref/core/client.c:' "$suite" explain AMB-16
expect 0 'wine-8.0 .*OpenCluster gives a handle for whatever name' "$suite" explain OC-8
expect 0 'samba-4.17 .*one octet' "$suite" explain ApiDeleteGroup
expect 0 '^ApiOpenNetwork, opnum 81' "$suite" explain 81
expect 0 'see also   ApiOpenNetwork, opnum 81' "$suite" explain OpenClusterNetwork
expect 0 '=> -1 ERROR_INVALID_HANDLE' "$suite" explain 'close-ends-state[Node]'
expect 2 'did you mean OpenClusterNetwork' "$suite" explain OpenClusterNetwrok
expect 2 'is no clause' "$suite" explain XYZZY
hold "$suite" discover ref
expect 0 'has no .reader' "$suite" discover ref --dry-run
expect 2 'discover wants a SUBJECT' "$suite" discover
expect 2 'no such subject' "$suite" discover nowhere
expect 3 'cannot be discovered' "$suite" discover "$subject"
expect 0 'nothing to shrink under strict: close-ends-state.NetInterface.: pass' "$suite" shrink ref close-ends-state
expect 2 'there is no case no-such-case' "$suite" shrink ref no-such-case
expect 2 'shrink wants SUBJECT CASE' "$suite" shrink ref
expect 0 'disturb the cluster; --may-disturb runs them' "$suite" run "dll:$(dirname "$1")/libclusapi.so" --only port-event --only OC-1
hold "$suite" run ref --only AMB-16 --save "$dir/saved-for-explain"
expect 0 "$dir/saved-for-explain .*shows ended" "$suite" explain AMB-16 --with "$dir/saved-for-explain"
expect 2 'explain wants a WORD' "$suite" explain
expect 0 '^node-id .*good.cases' "$suite" list "$dir/good.cases"
expect 2 'no case matches' "$suite" list --only nothing-like-it

echo "cli_test: $checks checks, $failures failed"
[ "$failures" -eq 0 ]
