#!/bin/sh
# explore.sh CLUS-CTS FAULTS.so [PATTERN [RESULTS]]: explore each fault of faults*.table whose name matches, under the profile strict and without the cases. A fault
# is found if a sequence shows it and the printed case repeats it: `run` fails on the faulty library and passes on the reference. What the
# alphabet cannot show stands in explore.table with the reason; those are explored a little, so that the table does not go stale.
set -uf
here=$(dirname "$0")
suite=$1
library=$2
work=$library.explored
results=${4-$work/results}
depth=5

# The kinds of objects to explore, from the fault's name.
kinds()
{
    case $1 in
    *-Group | *-Resource) echo Group,Resource ;;
    *-NetInterface) echo NetInterface,Node ;;
    *) echo Node,Network ;;
    esac
}

# The reason why the fault is out of reach; nothing if it is not.
reason()
{
    grep -v '^#' "$here/explore.table" | while read -r pattern why; do
        case $1 in $pattern)
            echo "$why"
            break
            ;;
        esac
    done
}

explore()
{
    CLUSAPI_FAULT=$1 "$suite" explore "dll:$library" --profile strict --depth "$2" --first --timeout 2 \
        --kinds "$(kinds "$1")" >"$work/$1.cases" 2>&1
    grep -q '^case' "$work/$1.cases"
}

repeats()
{
    CLUSAPI_FAULT=$1 "$suite" run "dll:$library" "$work/$1.cases" --profile strict --timeout 2 >"$work/$1.txt" 2>&1
    [ $? -eq 1 ] && "$suite" run ref "$work/$1.cases" >>"$work/$1.txt" 2>&1
}

one()
{
    why=$(reason "$1")
    if [ -n "$why" ]; then
        if explore "$1" 3; then echo "stale   $1: found, though explore.table says that $why"; else echo "beyond  $1: $why"; fi
    elif ! explore "$1" $depth; then
        echo "missed  $1"
    elif repeats "$1"; then
        echo "found   $1 in $(grep -c '^ ' "$work/$1.cases") calls"
    else
        echo "idle    $1: the case that was printed does not show it"
    fi
}

if [ "${3-}" = --one ]; then
    one "$4"
    exit
fi
mkdir -p "$work"
grep -hv '^#' "$here"/faults*.table | while read -r fault rest; do
    case $fault in ${3-*}) echo "$fault" ;; esac
done | xargs -r -P 2 -L 1 sh "$0" "$suite" "$library" --one | tee "$results"
count()
{
    grep -c "^$1" "${results}"
}
echo "$(count '') faults: $(count found) found by exploring up to $depth calls, $(count beyond) out of reach, $(count missed) missed, $(count stale) listed wrongly, $(count idle) not repeated"
[ "$(count '')" -gt 0 ] && [ "$(($(count found) + $(count beyond)))" -eq "$(count '')" ]
