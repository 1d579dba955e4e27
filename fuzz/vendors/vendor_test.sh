#!/bin/sh
# vendor_test.sh SURVEY REFERENCE BROKEN TARGET: nothing is found in the reference's own plug-in; each fault of the
# broken one is found as what it is; lists of known differences work; what cannot be loaded is named.
set -u
survey=$1 reference=$2 broken=$3 target=$4
work=$(dirname "$survey")/vendor-test
rm -rf "$work" && mkdir -p "$work" || exit 2
failures=0

fail() {
    echo "vendor-test: $1" >&2
    failures=$((failures + 1))
}

# expect STATUS TEXT WHAT COMMAND...: exit status, and a pattern in what it prints
expect() {
    status=$1 text=$2 what=$3
    shift 3
    "$@" >"$work/said" 2>&1
    got=$?
    [ $got = "$status" ] || fail "$what: exit $got, not $status"
    grep -q -e "$text" "$work/said" || fail "$what: it does not say '$text'; it says: $(tail -n 1 "$work/said")"
}

expect 0 ' 0 not listed' 'the reference' "$survey" --samples 1 "$reference"
BROKEN_VENDOR=none expect 0 ' 0 not listed' 'no fault' "$survey" --samples 1 "$broken"

for class in crash over-read accepted-though-forbidden rejected-though-legal different-value different-encoding; do
    export BROKEN_VENDOR=$class
    expect 1 "^differs .* $class\$" "$class" "$survey" --samples 1 "$broken"
    others=$(grep '^differs ' "$work/said" | grep -vc " $class\$")
    [ "$others" = 0 ] || fail "$class: $others differences of another class"
    # what was printed is a list of known differences
    sed -n '/^differs/,/^why/p; /^why/s/.*//p' "$work/said" >"$work/$class.known"
    expect 0 ' 0 not listed' "$class, listed" "$survey" --samples 1 --known "$work/$class.known" "$broken"
    BROKEN_VENDOR=none expect 1 'no longer shows it' "$class, gone" "$survey" --samples 1 --known "$work/$class.known" "$broken"
done

BROKEN_VENDOR=hang expect 1 '^where .*time-out' 'a hang' "$survey" --samples 1 "$broken"

# the target: an ApiOpenNode request that is short (input.h: opnum 66, then 8 octets of stub)
printf '\102\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0' >"$work/short"
printf '\102\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0\0' >"$work/legal"
export FUZZ_KNOWN= BROKEN_VENDOR=
FUZZ_VENDOR=$reference expect 0 'every property held' 'target, the reference' "$target" "$work/short" "$work/legal"
FUZZ_VENDOR=$reference expect 0 'warning: .* has no coverage' 'target, no coverage' "$target" "$work/short"
FUZZ_VENDOR=$broken BROKEN_VENDOR=over-read expect 139 'property: .*over-read (stub)' 'target, over-read' "$target" "$work/short"
FUZZ_VENDOR=$broken BROKEN_VENDOR=over-read FUZZ_KNOWN=$work/over-read.known \
    expect 139 'over-read' 'target, over-read although listed' "$target" "$work/short"
printf '\102\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0' >"$work/forbidden"
FUZZ_VENDOR=$broken BROKEN_VENDOR=accepted-though-forbidden expect 134 'accepted-though-forbidden' 'target, forbidden' "$target" "$work/forbidden"
FUZZ_VENDOR=$broken BROKEN_VENDOR=accepted-though-forbidden FUZZ_KNOWN=$work/accepted-though-forbidden.known \
    expect 0 'every property held' 'target, forbidden but listed' "$target" "$work/forbidden"

FUZZ_VENDOR= expect 0 'every property held' 'target, no plug-in' "$target" "$work/short" "$work/legal"

# the example of fuzz/README.md: vendor.h and one file, no library of ours
${CC:-cc} -fPIC -shared -Ifuzz fuzz/vendors/example.c -o "$work/example.so" || fail 'the example does not compile'
expect 1 '66.in.ndr.NDR-4' 'the example' "$survey" --samples 1 "$work/example.so"
${CXX:-c++} -x c++ -std=c++11 -Wall -Wextra -Werror -Ifuzz -fsyntax-only fuzz/vendors/example.c || fail 'vendor.h as C++'

# what cannot be loaded
expect 2 'missing.so' 'no such file' "$survey" "$work/missing.so"
BROKEN_VENDOR=interface expect 2 'vendor_interface is 0' 'another interface' "$survey" "$broken"
printf 'differs a crash\nwhere *\n' >"$work/bad.known"
expect 2 'bad.known:1: ' 'a bad list' "$survey" --known "$work/bad.known" "$reference"
expect 2 'usage' 'no plug-in' "$survey"

[ $failures = 0 ] && echo "vendor-test: passed"
[ $failures = 0 ]
