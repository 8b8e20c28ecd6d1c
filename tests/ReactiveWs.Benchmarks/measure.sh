#!/usr/bin/env bash
# Everything behind README.md, on an otherwise idle machine with two processors: about 30 minutes.
# usage: measure.sh FOLDER [PART ...]    parts: cells inline idle client growth inside; all of them by default
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?measure.sh FOLDER [PART ...]}
shift
parts=${*:-cells inline idle client growth inside}
mkdir -p "$out"
out=$(cd "$out" && pwd)
dotnet build "$here" -c Release -v quiet -nologo -p:RunAnalyzers=false -p:UseSharedCompilation=false
dll=$here/bin/Release/net10.0/ReactiveWs.Benchmarks.dll
serve="dotnet $dll serve {port} {mode}"
inline="env DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 $serve"
cells=(echo:64:64:64 echo:1:64:256 echo:64:64:1 echo:1:64:1 echo:16:16384:4 broadcast:500:64:16 typed:64:0:64)
chosen() { printf -- '--cell %s ' "$@"; }
load() { local name=$1; shift; { date -u +%FT%TZ; cat /proc/loadavg; timeout 900 python3 "$here/load/compare.py" "$@"; } 2>&1 | tee "$out/$name.txt"; }

for part in $parts; do
  case $part in
    # three seconds of warm-up: see README.md
    cells) load cells "$serve" --rounds 5 --seconds 1.5 --warm 3 --peers bun,kestrel $(chosen "${cells[@]}") ;;
    inline) load inline "$inline" --rounds 3 --seconds 1.5 --warm 3 --peers bun $(chosen "${cells[@]}") ;;
    idle) load idle "$serve" --rounds 1 --peers bun,kestrel --cells idle ;;
    client)
      for args in "flood ours" "flood platform" "echo ours 64" "echo platform 64" "echo ours 1" "echo platform 1" "flood ours" "flood platform" "echo ours 64" \
        "echo platform 64" "echo ours 1" "echo platform 1" "clients ours 8000" "clients direct 8000" "clients handler 8000" "clients platform 8000" \
        "handshakes direct 2000" "handshakes handler 2000" "handshakes platform 2000"; do
        timeout 60 dotnet "$dll" $args || echo "$args: failed"
      done 2>&1 | tee "$out/client.txt" ;;
    growth) timeout 240 python3 "$here/growth.py" "$serve" "$out" && cat "$out/growth.md" ;;
    inside) timeout 240 dotnet "$dll" --inProcess --job short --filter '*Inside*' --artifacts "$out/inside" > "$out/inside.log" && cat "$out"/inside/results/*-github.md | tee "$out/inside.md" ;;
    *) echo "no part '$part'"; exit 2 ;;
  esac
done
