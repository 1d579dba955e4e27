#!/bin/sh
# faults.sh CLUS-CTS FAULTS.so CLUSD [PATTERN [K]]: run the suite over each fault of faults*.table and each server of wire.py whose name matches, or over
# every K-th of these, under the profile strict. A fault is caught if every clause that it must break is named; a clause that it may not break and that
# is named all the same is wrongly accused. Of a fault that is caught the first case that names its first clause is made as short as can be
# (clus-cts shrink), and the number of calls that are left is said.
set -uf
here=$(dirname "$0")
suite=$1
library=$2
clusd=$3
work=$library.work

# The ids that the cases name which failed: their clauses, and the ambiguities they decide.
named()
{
    sed -nE 's/.*"verdict": "(fail|crash|timeout)", "known": .*"clauses": \[([^]]*)\], "decides": \[([^]]*)\].*/\2 \3/p' "$1" |
        tr -d '",' | tr ' ' '\n' | sort -u
}

# Is the id one of the words of the list, in which ? and * stand for characters?
listed()
{
    for pattern in $2; do
        case $1 in $pattern) return 0 ;; esac
    done
    return 1
}

# The first case that failed and names the id.
first_of()
{
    sed -nE "s/^ *\{\"case\": \"([^\"]*)\".*\"verdict\": \"(fail|crash|timeout)\", \"known\": .*\"$2\".*/\1/p" "$1" | head -n 1
}

# The shortest trace of the fault by that case: how many of its steps are left; nothing if it is not shown by them alone.
shortest()
{
    CLUSAPI_FAULT=$1 "$suite" shrink "dll:$library" "$2" --profile strict --may-disturb --timeout 2 2>&1 | tee "$work/$1.shortest" |
        sed -n 's/^# [^:]*: \([0-9]*\) of [0-9]* steps; .*/\1/p'
}

one()
{
    fault=$1 must=$(echo "$2" | tr , ' ') may=$(echo "$3" | tr , ' ')
    CLUSAPI_FAULT=$fault "$suite" run "dll:$library" --profile strict --may-disturb --timeout 2 \
        --json "$work/$fault.json" >"$work/$fault.txt" 2>&1
    ids=$(named "$work/$fault.json" | tr '\n' ' ')
    missing='' extra=''
    for id in $must; do
        listed "$id" "$ids" || missing="$missing $id"
    done
    for id in $ids; do
        listed "$id" "$must $may" || extra="$extra $id"
    done
    case_id=$(first_of "$work/$fault.json" "${must%% *}")
    rm -f "$work/$fault.json"
    if [ -n "$missing" ]; then
        echo "missed  $fault:$missing"
    elif [ -n "$extra" ]; then
        echo "accused $fault:$extra"
    else
        calls=$(shortest "$fault" "$case_id")
        if [ -n "$calls" ]; then
            echo "caught  $fault in $calls calls ($case_id)"
        else
            echo "unshown $fault: $case_id"
        fi
    fi
}

if [ "${4-}" = --one ]; then
    one "$5" "$6" "$7"
    exit
fi
mkdir -p "$work"
grep -hv '^#' "$here"/faults*.table | while read -r fault must may; do
    case $fault in ${4-*}) echo "$fault $must $may" ;; esac
done | awk -v k="${5-1}" 'NR % k == 0' | xargs -r -P 2 -L 1 sh "$0" "$suite" "$library" "$clusd" --one | tee "$work/results"
python3 -B "$here/wire.py" --table | while read -r fault rest; do
    case $fault in ${4-*}) echo "$fault" ;; esac
done | awk -v k="${5-1}" 'NR % k == 0' | xargs -r -P 2 -L 1 python3 -B "$here/wire.py" --one "$suite" "$clusd" "$work" | tee "$work/servers"
count()
{
    cat "$work/results" "$work/servers" | grep -c "^$1"
}
echo "$(count '') faults, $(grep -c '' "$work/servers") of them servers: $(count caught) caught, $(count missed) missed, $(count accused) wrongly accused, $(count unshown) without a shortest trace"
[ "$(count '')" -gt 0 ] && [ "$(count caught)" -eq "$(count '')" ]
