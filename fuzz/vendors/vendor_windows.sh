#!/bin/sh
# vendor_windows.sh FOLDER WINE: the survey as a Windows program and a decoder as a DLL, under Wine. Nothing is found in the reference;
# a value that differs, and a read behind the stub, are found in the broken one.
set -u
folder=$1 wine=$2
failures=0

# expect STATUS TEXT WHAT PLUGIN
expect() {
    said=$(env $wine "$folder/vendor-survey.exe" --samples 1 "$folder/vendors/$4" </dev/null 2>&1)
    got=$?
    case $got-$said in
    "$1"-*"$2"*) ;;
    *)
        echo "vendor-windows: $3: exit $got, '$2' wanted; it says: $(echo "$said" | tail -n 1)" >&2
        failures=$((failures + 1))
        ;;
    esac
}

expect 0 ' 0 not listed' 'the reference' reference.dll
BROKEN_VENDOR=different-value expect 1 'different-value' 'a different value' broken.dll
BROKEN_VENDOR=over-read expect 5 'over-read (stub)' 'a read behind the stub' broken.dll
[ $failures = 0 ] && echo "vendor-windows: passed"
[ $failures = 0 ]
