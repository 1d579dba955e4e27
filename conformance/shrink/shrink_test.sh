#!/bin/sh
# shrink_test.sh CLUS-CTS FAULTS.so LIBCLUSAPI.so DIR [PATTERN [K]]: of each fault of faults.table whose name matches, or of every K-th of
# these, the first case that fails is shrunk. What is printed must still fail on the faulty library and pass on the reference: the case, and
# the C program, which is compiled and linked with each.
set -uf
here=$(dirname "$0")/..
suite=$1 library=$2 reference=$3 dir=$4
CC="${CC:-cc} -std=c11 -Wall -Wextra -Werror -I $here/../ref/include"

first_failing()
{
    sed -nE 's/^(fail|crash|timeout) ([^ ]*)  .*/\2/p' "$1" | head -n 1
}

one()
{
    fault=$1 at=$dir/$1
    rm -rf "$at"
    mkdir -p "$at"
    CLUSAPI_FAULT=$fault "$suite" run "dll:$library" --profile strict --may-disturb --timeout 2 >"$at/run.txt" 2>&1
    id=$(first_failing "$at/run.txt")
    [ -n "$id" ] || { echo "nothing $fault: no case fails"; return; }
    CLUSAPI_FAULT=$fault "$suite" shrink "dll:$library" "$id" --profile strict --may-disturb --timeout 2 --save "$at" >"$at/shrink.txt" 2>&1
    found=$(set +f; ls "$at"/shrunk-*.cases)
    CLUSAPI_FAULT=$fault "$suite" run "dll:$library" "$found" --profile strict --may-disturb --timeout 2 >"$at/again.txt" 2>&1 && { echo "idle    $fault: $found"; return; }
    "$suite" run ref "$found" >"$at/reference.txt" 2>&1 || { echo "wrong   $fault: the reference fails $found"; return; }
    steps=$(sed -nE 's/^# .*: ([0-9]+ of [0-9]+ steps);.*/\1/p' "$at/shrink.txt")
    why=$(sed -n 's/^# no C program: //p' "$at/shrink.txt")
    [ -z "$why" ] || { echo "case    $fault: $id, $steps; no program: $why"; return; }
    program=${found%.cases}
    for with in "$library" "$reference"; do
        $CC "$program.c" "$with" "$reference" -Wl,-rpath,"$(dirname "$(realpath "$with")")" -o "$program.$(basename "$with")" 2>"$at/cc.txt" ||
            { echo "broken  $fault: $program.c does not compile"; return; }
    done
    CLUSAPI_FAULT=$fault timeout 3 "$program.$(basename "$library")" >"$at/guilty.txt" 2>&1
    guilty=$?
    timeout 10 "$program.$(basename "$reference")" >"$at/clean.txt" 2>&1
    clean=$?
    case $guilty in 0 | 2) echo "silent  $fault: $program.c ends with $guilty"; return ;; esac
    [ $clean -eq 0 ] || { echo "accuses $fault: $program.c ends with $clean on the reference"; return; }
    echo "program $fault: $id, $steps, exit $guilty"
}

if [ "${5-}" = --one ]; then
    one "$6"
    exit
fi
mkdir -p "$dir"
grep -hv '^#' "$here"/faults/faults*.table | while read -r fault rest; do
    case $fault in ${5-*}) echo "$fault" ;; esac
done | awk -v k="${6-1}" 'NR % k == 0' | xargs -r -P 2 -L 1 sh "$0" "$suite" "$library" "$reference" "$dir" --one | tee "$dir/results"
count()
{
    grep -c "^$1" "$dir/results"
}
echo "$(count '') faults: $(count program) shrunk to a case and a program that show it, $(count case) to a case alone"
[ "$(count '')" -gt 0 ] && [ "$(($(count program) + $(count case)))" -eq "$(count '')" ]
