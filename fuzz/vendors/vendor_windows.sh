#!/bin/sh
# vendor_windows.sh FOLDER WINE CORPUS: the survey as a Windows program and a decoder as a DLL, under Wine. Nothing is found in the reference;
# over generated stubs or over a corpus; a value that differs, and a read behind the stub, are found in the broken one.
set -u
folder=$1 wine=$2 corpus=$3
failures=0

# expect STATUS TEXT WHAT PLUGIN [INPUT...]
expect() {
    status=$1 text=$2 what=$3 plugin=$4
    shift 4
    # shellcheck disable=SC2086
    said=$(env $wine "$folder/vendor-survey.exe" --samples 1 "$folder/vendors/$plugin" "$@" </dev/null 2>&1)
    got=$?
    case $got-$said in
    "$status"-*"$text"*) ;;
    *)
        echo "vendor-windows: $what: exit $got, '$text' wanted; it says: $(echo "$said" | tail -n 1)" >&2
        failures=$((failures + 1))
        ;;
    esac
}

expect 0 ' 0 not listed' 'the reference' reference.dll
expect 0 ' 0 not listed' 'the reference, a corpus' reference.dll "$corpus/request" "$corpus/reply"
BROKEN_VENDOR=different-value expect 1 'different-value' 'a different value' broken.dll
BROKEN_VENDOR=over-read expect 1 'over-read (stub)' 'a read behind the stub' broken.dll
[ $failures = 0 ] && echo "vendor-windows: passed"
[ $failures = 0 ]
