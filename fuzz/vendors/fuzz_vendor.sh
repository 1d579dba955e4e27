#!/bin/sh
# fuzz_vendor.sh TARGET PLUGIN SECONDS [KNOWN]: a differential run under libFuzzer, from the corpus where there is one. Any difference
# that KNOWN does not list ends it, and is exit 1; what was found is named. The vendor's own messages go to a log.
set -u
target=$1 plugin=$2 seconds=$3
[ -n "$plugin" ] || { echo 'fuzz-vendor: FUZZ_VENDOR=FILE has to name the plug-in' >&2; exit 2; }
export FUZZ_KNOWN="${4:-}"
work=$(dirname "$target")/vendor-run
mkdir -p "$work/corpus" "$work/found" || exit 2

seeds=
for folder in build/corpus/vendor build/corpus/request build/corpus/reply; do
    [ -d "$folder" ] && seeds="$seeds $folder"
done
# shellcheck disable=SC2086
FUZZ_VENDOR=$plugin "$target" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 \
    -artifact_prefix="$work/found/" "$work/corpus" $seeds >"$work/log" 2>&1
status=$?
if grep '^skipped: ' "$work/log"; then
    exit 0
fi
grep -a -e '^vendor: ' -e '^property: ' -e '^[0-9]*\.\(in\|out\)\.' -e '^stat::number_of_executed_units' -e 'Test unit written' "$work/log" | sort -u
[ $status = 0 ] || { echo "fuzz-vendor: exit $status; the log is $work/log" >&2; exit 1; }
