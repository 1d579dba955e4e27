#!/bin/sh
# Tests of clusd over real sockets:  clusd_test.sh build/clusd
# Samba's rpcclient and Python binding take part where they are installed.
set -eu
clusd=${1:-build/clusd}
python=/usr/bin/python3 # the one that sees python3-samba
[ -x "$python" ] || python=python3
here=$(dirname "$0")
"$python" -B "$here/clusd_test.py" "$clusd"
exec "$python" -B "$here/clusd_hostile_test.py" "$clusd"
