#!/bin/sh
# check.sh FOLDER: runs build.sh by hand with the variables that OSS-Fuzz sets, then every target over its seeds and 1,000 times more.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
mkdir -p "$folder/out" "$folder/work" "$folder/src"
folder=$(cd "$folder" && pwd)
ln -sfn "$here/../.." "$folder/src/clusapi-cts"
flags='-O1 -fno-omit-frame-pointer -g -fsanitize=address,undefined -fno-sanitize-recover=all -fsanitize=fuzzer-no-link'
env CC=clang-14 CXX=clang++-14 CFLAGS="$flags" CXXFLAGS="$flags" LIB_FUZZING_ENGINE=-fsanitize=fuzzer \
    SRC="$folder/src" OUT="$folder/out" WORK="$folder/work" bash "$here/build.sh" >"$folder/log" 2>&1 ||
    { tail -n 20 "$folder/log" >&2; exit 1; }

count=0
for source in "$here"/../targets/*.c; do
    target=$(basename "$source" .c)
    rm -rf "$folder/seeds"
    mkdir "$folder/seeds"
    [ ! -f "$folder/out/${target}_seed_corpus.zip" ] ||
        python3 -m zipfile -e "$folder/out/${target}_seed_corpus.zip" "$folder/seeds"
    seeds=$(find "$folder/seeds" -type f | wc -l)
    dict=
    [ ! -f "$folder/out/$target.dict" ] || dict=-dict=$folder/out/$target.dict
    # shellcheck disable=SC2086
    "$folder/out/$target" -seed=1 -runs=$((seeds + 1000)) -artifact_prefix="$folder/" $dict "$folder/seeds" >"$folder/log" 2>&1 ||
        { tail -n 20 "$folder/log" >&2; exit 1; }
    echo "$target: $seeds seeds, then 1,000 executions"
    count=$((count + 1))
done
rm -rf "$folder/seeds"
echo "oss-fuzz: $count targets"
