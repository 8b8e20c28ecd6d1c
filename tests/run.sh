#!/usr/bin/env bash
# Runs every test: installs the real peers where they are missing, builds once, then runs `dotnet test` project by project.
#
#   bash tests/run.sh                       all of it
#   bash tests/run.sh unit | e2e            all but the end-to-end tests | only those
#   bash tests/run.sh --repeat 20 unit      twenty times in a row; a unit suite that takes 60 s or more fails
#   bash tests/run.sh --no-install …        installs nothing; tests whose peer is missing are skipped with the reason
#
# With CI=true a missing peer is a failure, and so is a project without tests. Last line: N passed, N failed, N skipped.
#
# Debug on purpose: it is what plain `dotnet test` builds, and only a debug build overwrites receive buffers after delivery,
# so that a value which still refers to one fails here.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

repeat=1 suite=all install=yes
while (($#)); do
    case $1 in
        --repeat) repeat=${2:?"--repeat needs a count"}; shift ;;
        --no-install) install=no ;;
        all|unit|e2e) suite=$1 ;;
        *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done

say() { printf '\n== %s\n' "$*"; }

# --- peers -------------------------------------------------------------------------------------------------------------

peers=tests/ReactiveWs.EndToEnd.Tests/peers
as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi }

install_packages() {
    local needed=() pair
    for pair in chromium:chromium libwebsockets-test-server:libwebsockets-test-server tinyproxy:tinyproxy gcc:gcc ip:iproute2 node:nodejs npm:npm; do
        command -v "${pair%%:*}" >/dev/null || needed+=("${pair##*:}")
    done
    ((${#needed[@]})) || return 0
    command -v apt-get >/dev/null || { echo "no apt-get here: install ${needed[*]} by hand" >&2; return 1; }
    say "installing ${needed[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${needed[@]}" >/dev/null
}

install_node_modules() {
    # npm writes this file last; older than the lock means that the lock has changed.
    [[ $peers/node_modules/.package-lock.json -nt $peers/package-lock.json ]] && return 0
    say "installing node modules"
    npm ci --prefix "$peers" --no-audit --no-fund --loglevel=error
    touch "$peers/node_modules/.package-lock.json"
}

install_peers() {
    # Without a peer the tests say so themselves: skipped with the reason, failed in CI.
    install_packages || echo "not every package could be installed" >&2
    install_node_modules || echo "the node modules could not be installed" >&2
}

# --- running -----------------------------------------------------------------------------------------------------------

passed=0 failed=0 skipped=0
log=$(mktemp); trap 'rm -f "$log"' EXIT

count_of() { grep -oE "$1: +[0-9]+" "$log" | tail -1 | tr -dc 0-9 || true; }

run_project() {
    local project=$1 name status=0 ok bad skip started=$SECONDS took
    name=$(basename "$project")
    say "$name"
    dotnet test "$project" --no-build --blame-hang-timeout 10m --blame-hang-dump-type none --results-directory artifacts/test-results >"$log" 2>&1 || status=$?
    took=$((SECONDS - started))
    ok=$(count_of Passed) bad=$(count_of Failed) skip=$(count_of Skipped)
    if [[ -z $ok$bad$skip ]]; then
        if ((status != 0)); then bad=1
        elif [[ ${CI:-} == true ]]; then bad=1; echo "$name has no tests"
        else echo "$name has no tests"
        fi
    elif ((status != 0 && ${bad:-0} == 0)); then
        bad=1                                   # the run itself failed: a crash, a hang, a fixture
    fi
    # The platform passes a run whose fixtures failed to clean up, for example because a connection outlived it.
    if grep -q 'Cleanup Failure' "$log"; then bad=$((${bad:-0} + 1)); fi
    if [[ $name != *EndToEnd* ]] && ((repeat > 1 && took >= 60)); then
        echo "$name took $took s; a unit suite stays under 60 s"; bad=$((${bad:-0} + 1))
    fi
    if ((${bad:-0} > 0)); then cat "$log"; else grep -E '\[SKIP\]|^Passed!|^Skipped!' "$log" || true; fi
    passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-0})) skipped=$((skipped + ${skip:-0}))
}

# Each target that the fuzzer runs counts as one test; which seed it began with is in its output.
run_fuzzer() {
    local count
    say "ReactiveWs.Fuzz, 8 s for each target"
    dotnet run --project tests/ReactiveWs.Fuzz --configuration Release -- all --seconds 8 >"$log" 2>&1 || true
    count=$(grep -oE '^[0-9]+ passed, [0-9]+ failed' "$log" || echo "0 passed, 1 failed")
    if [[ $count == *" 0 failed" ]]; then grep -E '^==|inputs in' "$log"; else cat "$log"; fi
    passed=$((passed + ${count%% *})) failed=$((failed + $(cut -d' ' -f3 <<<"$count")))
}

# A minute of it is one test; what half an hour gives stands in README.md.
run_soak() {
    local count
    say "ReactiveWs.Soak, 2,000 connections for a minute"
    dotnet run --project tests/ReactiveWs.Soak --configuration Release -- --minutes 1 --connections 2000 >"$log" 2>&1 || true
    count=$(grep -oE '^[0-9]+ passed, [0-9]+ failed' "$log" || echo "0 passed, 1 failed")
    if [[ $count == *" 0 failed" ]]; then grep -E '^ok|visits,' "$log"; else cat "$log"; fi
    passed=$((passed + ${count%% *})) failed=$((failed + $(cut -d' ' -f3 <<<"$count")))
}

projects() {
    local unit=() e2e=tests/ReactiveWs.EndToEnd.Tests project
    for project in tests/*.Tests; do
        [[ $project == "$e2e" ]] || unit+=("$project")
    done
    case $suite in
        unit) printf '%s\n' "${unit[@]}" ;;
        e2e) echo "$e2e" ;;
        all) printf '%s\n' "${unit[@]}" "$e2e" ;;
    esac
}

[[ $install == no || $suite == unit ]] || install_peers

say "building"
dotnet build ReactiveWs.sln --verbosity quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

for ((round = 1; round <= repeat; round++)); do
    ((repeat == 1)) || say "round $round of $repeat"
    for project in $(projects); do
        run_project "$project"
    done
done
[[ $suite != all ]] || { run_fuzzer; run_soak; }

say "done in $((SECONDS / 60)) min $((SECONDS % 60)) s"
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
