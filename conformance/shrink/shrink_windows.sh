#!/bin/sh
# shrink_windows.sh build/windows 'WINE COMMAND' DIR [PROGRAMS]: what is found in the clusapi.dll that Wine brings is shrunk there; the C program,
# compiled by mingw, shows it with that DLL and does not with ours beside it. A DLL that cannot be discovered is told so. The C programs below
# PROGRAMS (shrink_test.sh) are compiled by mingw too, and the first few must hold with our DLL.
set -u
windows=$1 wine=$2 dir=$3 programs=${4-}
root=$(dirname "$0")/../..
CC="x86_64-w64-mingw32-gcc -std=c11 -Wall -Wextra -Werror -I $root/ref/include"
RUN=6
wrong=0
shown=0
rm -rf "$dir"
mkdir -p "$dir/ours"
cp "$windows/clusapi.dll" "$dir/ours"

# fails WHAT: say so, with what was printed last.
fails() {
    wrong=$((wrong + 1))
    echo "not ok: $1"
    tail -n 10 "$dir/out" | sed 's/^/  | /'
}

# ends STATUS COMMAND…: the command ends so.
ends() {
    wanted=$1
    shift
    "$@" >"$dir/out" 2>&1 </dev/null
    [ $? -eq "$wanted" ]
}

ends 3 env $wine "$windows/clus-cts.exe" discover dll:clusapi.dll || fails "discover on Wine's DLL"
grep -q 'does not tell its name' "$dir/out" || fails "what discover says of Wine's DLL"
ends 0 env $wine "$windows/clus-cts.exe" discover "dll:$windows/clusapi.dll" || fails "discover on our DLL"
for case in open-after-failure cluster-name-one-unit enumerate-cluster; do
    ends 1 env $wine "$windows/clus-cts.exe" shrink dll:clusapi.dll "$case" --save "$dir" || fails "shrink $case"
done
for program in "$dir"/*.c; do
    name=$(basename "$program" .c)
    ends 0 $CC "$program" "$windows/clusapi.dll" -o "$dir/$name.exe" || fails "mingw compiles $name.c"
    cp "$dir/$name.exe" "$dir/ours"
    ends 1 env $wine "$dir/$name.exe" || fails "$name.exe with Wine's DLL"
    ends 0 env $wine "$dir/ours/$name.exe" || fails "$name.exe with our DLL"
    shown=$((shown + 1))
done
compiled=0
for program in "$programs"/*/shrunk-*.c; do
    [ -f "$program" ] || continue
    ends 0 $CC "$program" "$windows/clusapi.dll" -o "$dir/ours/program.exe" || fails "mingw compiles $program"
    compiled=$((compiled + 1))
    [ $compiled -gt $RUN ] || ends 0 env $wine "$dir/ours/program.exe" || fails "$program with our DLL"
done
echo "shrink_windows: $shown programs show what Wine's DLL does, $compiled others compile; $wrong wrong"
[ $wrong -eq 0 ] && [ $shown -ge 3 ]
