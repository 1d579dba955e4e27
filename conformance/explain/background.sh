#!/bin/sh
# background.sh FILE...: one text of the notation for `clus-cts explain`: where the reference decides clauses (from .c and .h),
# which methods it serves (from spec/methods-served), and what is known of foreign implementations (all other files).
for file in "$@"; do
    case $file in
    *_test.[ch]) ;;
    *.[ch]) grep -noE '\b[A-Z][A-Z0-9]*-[0-9]+[a-z]?\b' "$file" | sed "s|^\([0-9]*\):\(.*\)|decided \2 $file:\1\n|" ;;
    *methods-served) sed -n 's/^\([0-9][0-9]*\) \([^ ]*\) \(.*\)/served \2 \3\n/p' "$file" ;;
    *) printf '\nfile %s\n' "$file" && cat "$file" ;;
    esac
done
