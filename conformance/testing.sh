# What test scripts share; they read it with `.` and give them what they start as $pids. A folder for scratch files, $work, is made
# unless it is there; it goes, and the programs with it, when the script ends.
if [ -z "${work-}" ]; then
    work=$(mktemp -d)
    scratch=$work
fi
pids=''
passed=0
wrong=0

end() {
    for pid in $pids; do kill "$pid" 2>/dev/null || :; done
    [ ! -s "$work/pid" ] || kill "$(cat "$work/pid")" 2>/dev/null || :
    rm -rf ${scratch+"$scratch"}
}
trap end EXIT

# await FILE: the port in its last line, which a program prints there when it is ready.
await() {
    tries=0
    until [ -s "$1" ]; do
        tries=$((tries + 1))
        if [ "$tries" -eq 100 ]; then
            echo "$0: $1: nothing starts" >&2
            exit 1
        fi
        sleep 0.1
    done
    tail -n 1 "$1" | sed 's/.*\[\([0-9]*\)\].*/\1/'
}

# start_clusd NAME OPTION…: a clusd that nobody asked before, on a port of its own: $port, $endpoint and $server. It writes its log into $work/NAME.log.
start_clusd() {
    name=$1
    shift
    : >"$work/$name"
    "$clusd" --port 0 --log "$work/$name.log" "$@" >"$work/$name" &
    pids="$pids $!"
    port=$(await "$work/$name")
    endpoint="127.0.0.1[$port]"
    server="rpc:ncacn_ip_tcp:$endpoint"
}

# wants STATUS TEXT WORD…: clus-cts WORD… exits so, and says that.
wants() {
    status=$1
    text=$2
    shift 2
    got=0
    "$cts" "$@" >"$work/out" 2>&1 </dev/null || got=$?
    if [ "$got" -eq "$status" ] && grep -qF -- "$text" "$work/out"; then
        passed=$((passed + 1))
    else
        wrong=$((wrong + 1))
        echo "clus-cts $*"
        echo "  wanted exit $status and: $text"
        echo "  came exit $got and:"
        sed 's/^/    /' "$work/out"
    fi
}
