#!/bin/sh
# clus-cts fuzz, on clusd and on servers that one sequence upsets:  fuzz_test.sh build/clus-cts build/clusd
# Nothing outside this computer is asked.
set -eu
cts=$1
clusd=$2
. "$(dirname "$0")/../testing.sh"
here=$(dirname "$0")/../faults

# -- the same seed sends the same, and nothing upsets clusd ----------------------------------------
start_clusd clusd
wants 0 'the server lives' fuzz "$server" --seconds 3 --seed 11
for log in first second; do
    start_clusd clusd
    wants 0 '40 sequences' fuzz "$server" --count 40 --seed 7 --log "$work/$log"
done
cmp "$work/first" "$work/second" || wrong=$((wrong + 1))
start_clusd clusd
wants 0 'nothing unexpected' run "$server" "$work/first"
wants 0 '20 sequences' fuzz ref --count 20

# -- what it refuses -------------------------------------------------------------------------------
wants 2 'may-disturb' fuzz 'rpc:ncacn_ip_tcp:192.0.2.1[49152]'
wants 2 'may-disturb' fuzz 'rpc:ncacn_ip_tcp:localhost.example.test[49152]'
wants 2 'may-disturb' fuzz 'cmd:cat'
wants 2 'wants an endpoint' fuzz dll:libclusapi.so
wants 2 'HOST[PORT]' fuzz 'rpc:ncacn_ip_tcp:127.0.0.1[' --may-disturb
wants 2 'seed wants' fuzz "$server" --seed x
wants 2 'no/such' fuzz "$server" --log /no/such/file
wants 3 'does not answer' fuzz 'rpc:ncacn_ip_tcp:127.0.0.1[1]'

good=$server

# -- servers that break ----------------------------------------------------------------------------
cat >"$work/restart" <<'END'
[ ! -s "$WORK/pid" ] || kill -9 "$(cat "$WORK/pid")" 2>/dev/null
python3 "$HERE/deadly.py" "$PORT" "$(cat "$WORK/fault")" "$(cat "$WORK/listen")" >"$WORK/ready" 2>"$WORK/says" </dev/null &
echo $! >"$WORK/pid"
END

# Start the server that breaks: $server.
start_breaking() {
    : >"$work/ready"
    sh "$work/restart"
    listen=$(await "$work/ready")
    echo "$listen" >"$work/listen"
    server="rpc:ncacn_ip_tcp:127.0.0.1[$listen]"
}
export WORK="$work" HERE="$here" PORT="$port"

# breaks FAULT SECONDS STEPS TEXT: it is found, shrunk to so many steps, and the printed case fails on the server that
# breaks and on no other.
breaks() {
    echo "$1" >"$work/fault"
    echo 0 >"$work/listen"
    start_breaking
    rm -rf "$work/found"
    wants 1 "$4" fuzz "$server" --timeout "$2" --count 300 --seed 3 --save "$work/found" --restart "sh $work/restart"
    grep -qF 'No step can be left out.' "$work/out" || { wrong=$((wrong + 1)); cat "$work/out"; }
    steps=$(grep -cE '^ +([ah][0-9]* = |a\.)' "$work"/found/*.cases)
    if [ "$steps" -ne "$3" ]; then
        wrong=$((wrong + 1))
        echo "$1: wanted $3 steps, came:"
        cat "$work"/found/*.cases
    fi
    start_breaking
    wants 1 'unexpected' run "$server" "$work"/found/*.cases --may-disturb
    wants 0 'nothing unexpected' run "$good" "$work"/found/*.cases --may-disturb
}
breaks dies 2 4 'takes no connection'
breaks hangs 1 3 'answers nobody'
breaks leaves 1 2 'not answered in time'
breaks closes 2 2 'ends the connection'

# Without --restart it is printed as it was sent.
echo dies >"$work/fault"
start_breaking
wants 1 'Not shrunk: the server did not come back' fuzz "$server" --timeout 1 --count 300 --seed 3
wants 3 'does not answer' fuzz "$server" --timeout 1 --count 1

# -- a program that makes the calls ----------------------------------------------------------------
cat >"$work/program" <<'END'
while read -r opnum hex; do
    case $opnum in
        3) echo 0100000000000000010000000000000001000000000000000100000000000000000000000000000000000000 ;;
        82) exit 1 ;;
        *) echo fault 6 ;;
    esac
done
END
wants 1 '82' fuzz "cmd:sh $work/program" --may-disturb --count 300

echo "fuzz_test.sh: $passed as wanted, $wrong not"
[ "$wrong" -eq 0 ]
