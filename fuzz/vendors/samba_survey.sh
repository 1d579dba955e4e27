#!/bin/sh
# samba_survey.sh SURVEY PLUGIN RESULTS: Samba's decoder against its list of known differences; skipped where it is not installed.
# Samba's own messages, one for many a refused stub, go to RESULTS.log.
set -u
survey=$1 plugin=$2 results=$3

"$survey" --samples "${SAMPLES:-2}" --known fuzz/known/samba-4.17 --results "$results" "$plugin" 2>"$results.log"
status=$?
if grep '^skipped: ' "$results.log"; then
    rm -f "$results"
    exit 0
fi
[ $status = 2 ] && cat "$results.log" >&2
exit $status
