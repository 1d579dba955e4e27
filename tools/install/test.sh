#!/bin/sh
# tools/install/test.sh FOLDER: install into FOLDER twice, from two builds, and use what came.
set -eu
folder=$1
die() {
    echo "install_test: $1" >&2
    exit 1
}

rm -rf "$folder"
for n in 1 2; do
    # The compiler writes the folder it ran in into debugging information alone, so that is mapped away.
    make --no-print-directory V=install$n CFLAGS="-O2" DESTDIR="$folder/$n" PREFIX=/usr install >/dev/null
    rm -rf "build/install$n"
done
diff -r "$folder/1" "$folder/2" || die 'two builds differ'

root=$folder/1/usr
for page in "$root"/share/man/man*/*; do
    said=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=100 man --warnings -E UTF-8 -l "$page" 2>&1 >"$folder/page") || die "man refuses $page"
    [ -z "$said" ] || die "man warns about $page: $said"
    [ "$(wc -l <"$folder/page")" -gt 20 ] || die "$page is empty"
done
for option in $("$root/bin/clus-cts" run --help | grep -oE -- '--[a-z-]+' | sort -u); do
    # roff's \- is a minus sign
    sed 's/\\-/-/g' "$root/share/man/man1/clus-cts.1" | grep -qe "$option" || die "clus-cts(1) lacks $option"
done

# what README.md leads to is there
grep -oE '\]\([A-Za-z/]+\.md\)' "$root/share/clusapi-cts/README.md" | tr -d '()]' | while read -r page; do
    [ -f "$root/share/clusapi-cts/$page" ] || die "README.md leads to $page, which is not installed"
done
[ -x "$root/share/clusapi-cts/tools/relay" ] || die 'tools/relay cannot be run'

cat >"$folder/user.c" <<'END'
#include <stddef.h>
#include <clusapi.h>
int main(void)
{
    HCLUSTER cluster = OpenCluster(NULL);
    return !(cluster && CloseCluster(cluster));
}
END
flags=$(PKG_CONFIG_LIBDIR=$root/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$folder/1 pkg-config --cflags --libs clusapi)
# shellcheck disable=SC2086
cc "$folder/user.c" $flags -o "$folder/user"
LD_LIBRARY_PATH=$root/lib "$folder/user" || die 'a program with the installed library fails'
"$root/bin/clus-cts" run "dll:$root/lib/libclusapi.so" --only 'CC-*' --profile strict >/dev/null || die 'the installed suite fails'
"$root/bin/clus-cts" run ref "$root/share/clusapi-cts/conformance/cases/api/close.cases" >/dev/null || die 'the installed cases fail'
echo 'install_test: passed'
