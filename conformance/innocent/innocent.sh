#!/bin/sh
# innocent.sh RESULTS CLUS-CTS VENDOR.so…: run the suite over each vendor under the profile sdk, and explore it; none may be accused.
# The vendor called exact takes the strict readings, and is held to them. The runs are saved as RESULTS/innocent-VENDOR.
set -u
results=$1
suite=$2
shift 2
mkdir -p "$results"
accused=0
for vendor in "$@"; do
    profile=sdk
    case $vendor in */exact.so) profile=strict ;; esac
    if "$suite" run "dll:$vendor" --fixture conformance/innocent/vendor.fixture --may-disturb --profile $profile \
        --save "$results/innocent-$(basename "$vendor" .so)" >"$vendor.txt" 2>&1; then
        echo "$vendor: $(tail -n 1 "$vendor.txt")"
    else
        echo "$vendor: accused, though it keeps every promise:"
        cat "$vendor.txt"
        accused=$((accused + 1))
    fi
    if ! "$suite" explore "dll:$vendor" --fixture conformance/innocent/vendor.fixture --profile $profile --depth 4 >"$vendor.explored" 2>&1; then
        echo "$vendor: accused by exploring, though it keeps every promise:"
        cat "$vendor.explored"
        accused=$((accused + 1))
    fi
done
echo "$# vendors, $accused accused"
[ "$accused" -eq 0 ]
