#!/bin/sh
# trace_test.sh TRACE: every failure of the trace program, provoked once.
set -u
trace=$1
covered=$(cd "$(dirname "$0")/../conformance/faults" && pwd)/covered.py
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
case $trace in /*) ;; *) trace=$PWD/$trace ;; esac
cd "$scratch" || exit 1
failures=0

# good: files without a fault, which each test alters.
good() {
    cat > a.clauses <<'END'
clause CC-3 implementation
from   f
means  m
shows  s

clause CC-4 caller
from   f
means  m

clause CC-5 implementation
from   f
means  m
untestable u

clause OCX-9a implementation
like   CC-3
from   f
END
    cat > b.ambiguities <<'END'
ambiguity AMB-16
asks      a
reading   ended e
reading   kept k
settle    s

ambiguity AMB-32
asks      a
reading   noticed n
settle    s
untestable u
END
    cat > c.cases <<'END'
table object p
      Node   CC-3
      Group  OCX-9a

case  closes
clause {p}
where object

case  decides
decides AMB-16
under AMB-32 noticed
END
    cat > core.c <<'END'
/* CC-3, CC-4: UTF-16, not XY_CC-77 */
static const char *text = "CC-99 \" // CC-98"; // AMB-16 ended
static char quote = '"'; /* OCX-9a
 AMB-32 */
END
    echo '/* CC-3 again */' > core_test.c
}

# expect STATUS LINE: run on all files; the status and one whole line of the output must be these.
expect() {
    "$trace" a.clauses b.ambiguities c.cases core.c core_test.c > out 2>&1
    status=$?
    if [ $status -ne "$1" ] || ! grep -qxF -e "$2" out; then
        echo "wanted exit $1 and: $2"
        echo "came exit $status and:"
        cat out
        failures=$((failures + 1))
    fi
}

good
expect 0 '6 clauses and ambiguities, 2 cases, 0 problems'
expect 0 'CC-3       implementation            core.c:1 -> closes'
expect 0 'CC-4       caller                    core.c:1 -> -'
expect 0 'CC-5       implementation untestable - -> -'
expect 0 'OCX-9a     implementation            core.c:3 -> closes'
expect 0 'AMB-16     ambiguity                 core.c:2 -> decides'
expect 0 'AMB-32     ambiguity      untestable core.c:4 -> -'

for n in 1 2 3 4 5; do printf '\ncase more-%s\nclause CC-3\n' $n >> c.cases; echo '// CC-3' >> core.c; done
expect 0 'CC-3       implementation            core.c:1 core.c:5 core.c:6 +3 -> closes more-1 more-2 +3'

good; printf '\n\n/* CC-6 */\n' >> core.c
expect 1 'core.c:7: there is no clause or ambiguity CC-6'
good; echo '// see AMB-99.' >> core_test.c
expect 1 'core_test.c:2: there is no clause or ambiguity AMB-99'
good; printf '/* a \\\n * b\n * CX-1: */\n' > core.c
expect 1 'core.c:3: there is no clause or ambiguity CX-1'
good; printf '\ncase x\nclause CC-6\n' >> c.cases
expect 1 'c.cases:14: there is no clause `CC-6`'
good; sed -i 's/OCX-9a/OCX-9b/' c.cases
expect 1 'c.cases:6: there is no clause `OCX-9b`'
good; printf '\ncase x\ndecides AMB-99\n' >> c.cases
expect 1 'c.cases:14: there is no ambiguity `AMB-99`'
good; printf '\nclause CC-6 implementation\nfrom f\nmeans m\nshows s\n' >> a.clauses
expect 1 'a.clauses:19: CC-6 has no case: write one, or say in `untestable` why no test can'
good; sed -i '/decides AMB/d' c.cases; printf 'clause CC-3\n' >> c.cases
expect 1 'b.ambiguities:1: AMB-16 is decided by no case: write one, or say in `untestable` why none can'
good; printf '\ncase x\nabout y\n' >> c.cases
expect 1 'c.cases:13: case x names neither a clause nor an ambiguity: say what it is for in `clause` or `decides`'
good; printf '\ncase closes\nclause CC-3\n' >> b.ambiguities
expect 1 'c.cases:5: there is a case closes already, at b.ambiguities:13'
good; printf '\npage p\nedition e\nfrom f\nsection r 2\nsentence r.1 "x" -> CC-3\n' >> a.clauses
expect 1 'a.clauses:22: sentence r.2 is not accounted for'
good; printf '\n  x\n' >> c.cases
expect 1 'c.cases:13: an indented line needs a field above it: begin in column 1, or remove the blank line above'
good; rm core.c
expect 2 'core.c:0: this file cannot be opened'
good; rm c.cases
expect 2 'c.cases:0: this file cannot be opened'
good; rm c.cases; mkdir c.cases
expect 2 'c.cases:0: this file cannot be read'

# covers LINE WANTED: what covered.py must say of that line of a trace.
covers() {
    if echo "$1" | python3 -B "$covered" > out || ! grep -qxF -e "$2" out; then
        echo "wanted of covered.py: $2"
        failures=$((failures + 1))
    fi
}
covers 'ZZ-1       implementation            - -> x' 'ZZ-1 is broken by no fault: write one (faults*.table, wire_*.py), or say why there is none in without.table'
covers 'CMRP-215   caller                    - -> x' 'CMRP-215 stands in without.table, and needs no fault'
covers 'ZZ-1       caller                    - -> x' 'close-null-false breaks CC-2, which is no clause or ambiguity'

[ $failures -eq 0 ] && echo "trace: all tests passed"
exit $failures
