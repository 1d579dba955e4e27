#!/bin/sh
# tools/install/windows_zip.sh ZIP: what build/windows holds for Windows, with header, fixture and README, in one file;
# its times are those of SOURCE_DATE_EPOCH, or of the last commit.
set -eu
zip=$1
work=$(dirname "$zip")/zip
rm -rf "$work" "$zip"
mkdir -p "$work/clusapi-cts"
cp build/windows/clus-cts.exe build/windows/clusapi.dll ref/include/clusapi.h spec/two-node.fixture LICENSE "$work/clusapi-cts"
sed 's/$/\r/' tools/install/windows.txt >"$work/clusapi-cts/README.txt"
find "$work" -exec touch -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 946684800)}" {} +
cd "$work"
find clusapi-cts -type f | LC_ALL=C sort | TZ=UTC zip -q -X -@ "../$(basename "$zip")"
echo "$zip"
