#!/bin/sh
# tools/install/manual.sh BUILD VERSION: the manual pages in BUILD/man, from what --help prints and from spec/notation.md.
set -eu
build=$1 version=$2
here=$(cd "$(dirname "$0")/man" && pwd)
export LC_ALL=C.UTF-8

page() { # NAME.SECTION OPTION-OR-FILE...: standard output is the page
    name=${1%.*} section=${1##*.}
    shift
    awk -v name="$name" -v section="$section" -v version="$version" "$@"
}

mkdir -p "$build/man/help"
"$build/clus-cts" --help >"$build/man/help/all"
commands=$(sed -n 's/^  clus-cts \([a-z]*\) .*/\1/p' "$build/man/help/all")
for c in $commands; do
    "$build/clus-cts" "$c" --help >"$build/man/help/$c"
done
"$build/clusd" --help >"$build/man/clusd.help"
page notation.5 -v what='clauses, cases, fixtures and answers of clusapi-cts' -f "$here/page.awk" spec/notation.md >"$build/man/notation.5"
cd "$build/man"
page clusd.8 -f "$here/help.awk" clusd.help >clusd.8
cd help
# shellcheck disable=SC2086
page clus-cts.1 -f "$here/help.awk" all $commands >../clus-cts.1
