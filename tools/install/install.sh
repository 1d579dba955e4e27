#!/bin/sh
# tools/install/install.sh BUILD ROOT VERSION PREFIX FILE...: what was built into ROOT, and FILEs, which are data, under ROOT/share.
set -eu
build=$1 root=$2 version=$3 prefix=$4
shift 4
put() { # MODE FOLDER FILE...
    mode=$1 folder=$2
    shift 2
    install -d "$root/$folder"
    install -m "$mode" "$@" "$root/$folder"
}

mkdir -p "$build/install"
sed "s|@PREFIX@|$prefix|; s|@VERSION@|$version|" tools/install/clusapi.pc.in >"$build/install/clusapi.pc"
put 755 bin "$build/clus-cts"
put 755 sbin "$build/clusd"
put 644 lib "$build/libclusapi.so" "$build/libclusapi.a"
put 644 lib/pkgconfig "$build/install/clusapi.pc"
put 644 include ref/include/clusapi.h
for page in "$build"/man/*.[1-9]; do
    put 644 "share/man/man${page##*.}" "$page"
done
for file; do
    mode=644
    [ ! -x "$file" ] || mode=755
    put $mode "share/clusapi-cts/$(dirname "$file")" "$file"
done
echo "installed in $root"
