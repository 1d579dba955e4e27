#!/bin/sh
# shrink_wire_test.sh CLUS-CTS CLUSD DIR: servers that each break one thing (faults/wire.py). What a case finds is shrunk; the shrunk case still
# fails there and passes on the reference, and has its octets below it.
set -eu
suite=$1 clusd=$2 dir=$3 work=$3
faults=$(dirname "$0")/../faults
rm -rf "$dir"
mkdir -p "$dir"
. "$(dirname "$0")/../testing.sh"
start_clusd clusd
behind=$port
python3 "$faults/wire.py" --list >"$dir/faults"
shown=0
while read -r fault case; do
    python3 "$faults/wire.py" "$behind" "$fault" >"$dir/port" &
    proxy=$!
    pids="$pids $proxy"
    subject="rpc:ncacn_ip_tcp:127.0.0.1[$(await "$dir/port")]"
    "$suite" shrink "$subject" "$case" --profile strict --may-disturb --save "$dir/$fault" >"$dir/$fault.txt" 2>&1 || :
    found=$(ls "$dir/$fault"/*.cases 2>/dev/null || echo none)
    status=0
    "$suite" run "$subject" "$found" --profile strict --may-disturb >>"$dir/$fault.txt" 2>&1 || status=$?
    if [ $status -eq 1 ] && "$suite" run ref "$found" --profile strict >>"$dir/$fault.txt" 2>&1 && grep -q '^#   1 -> 0500' "$found"; then
        shown=$((shown + 1))
        echo "$fault: $(sed -nE 's/^# (.* steps);.*/\1/p' "$dir/$fault.txt")"
    else
        wrong=$((wrong + 1))
        echo "$fault: $case is not shrunk (exit $status)"
        tail -n 20 "$dir/$fault.txt"
    fi
    kill "$proxy"
    : >"$dir/port"
done <"$dir/faults"
echo "shrink on the wire: $shown shown, $wrong not"
[ "$wrong" -eq 0 ] && [ "$shown" -ge 10 ]
