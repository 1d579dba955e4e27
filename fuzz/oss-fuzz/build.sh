#!/bin/bash
# Builds every fuzz target with its seeds and dictionary, as OSS-Fuzz and ClusterFuzzLite ask for it: with $CC, $CXX, $CFLAGS,
# $CXXFLAGS and $LIB_FUZZING_ENGINE, into $OUT. $SRC holds the tree; $WORK is for what is built on the way.
set -eu
cd "$SRC/clusapi-cts"
objects=$WORK/objects
tools=$WORK/tools
targets=$(cd fuzz/targets && ls ./*.c | sed 's,^./,,; s,\.c$,,')

# The seeds come out of a program that is not fuzzed itself, so it is built without the engine's flags.
make -j2 B="$tools" CORPUS="$WORK/corpus" CC="$CC" CFLAGS=-O1 corpus

# Beside a target: its mutator, and the reference as the vendor target calls it.
shared="$objects/obj/fuzz/vendors/own.o $objects/libfuzz.a $objects/libcts.a"
for target in $targets; do
    echo "$objects/obj/fuzz/targets/$target.o $objects/obj/fuzz/mutator/$target.o"
done | xargs make -j2 B="$objects" CC="$CC" CFLAGS="$CFLAGS" $shared

for target in $targets; do
    # shellcheck disable=SC2086
    $CXX $CXXFLAGS "$objects/obj/fuzz/targets/$target.o" "$objects/obj/fuzz/mutator/$target.o" $shared \
        $LIB_FUZZING_ENGINE -ldl -o "$OUT/$target"
    if [ -d "$WORK/corpus/$target" ]; then
        rm -f "$OUT/${target}_seed_corpus.zip"
        python3 -m zipfile -c "$OUT/${target}_seed_corpus.zip" "$WORK/corpus/$target/"
    fi
    if [ -f "$WORK/corpus/$target.dict" ]; then
        cp "$WORK/corpus/$target.dict" "$OUT/$target.dict"
    fi
done
