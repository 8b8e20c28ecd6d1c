#!/usr/bin/env bash
# What the rules cost: builds a project of 500 files against the library without and with them, and prints what the compiler
# says of its analyzers (-p:ReportAnalyzer=true) and how long it took. Usage: bash analyzers/measure.sh [ROUNDS]
# The project has the SDK's own analyzers, as every project does. On one thread: the report counts elapsed time, which
# threads that wait for each other would make meaningless. Of several rounds the quickest counts.
set -euo pipefail
rounds=${1:-1}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
dotnet build "$root/analyzers/ReactiveWs.CodeFixes" -c Release -v q >/dev/null
dotnet build "$root/src/ReactiveWs" -c Release -v q >/dev/null

cat >"$work/Cost.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <RunAnalyzersDuringBuild>true</RunAnalyzersDuringBuild>
    <NoWarn>\$(NoWarn);CA1303</NoWarn>
    <UseSharedCompilation>false</UseSharedCompilation>
    <CompilerResponseFile>one-thread.rsp</CompilerResponseFile>
    <ReactiveWsTargets>phone-12;tv-19</ReactiveWsTargets>
  </PropertyGroup>
  <ItemGroup>
    <Reference Include="$root/src/ReactiveWs/bin/Release/net10.0/ReactiveWs.dll" />
    <PackageReference Include="System.Reactive" Version="6.0.1" />
    <Analyzer Condition="'\$(WithRules)' == 'true'" Include="$root/analyzers/ReactiveWs.Analyzers/bin/Release/netstandard2.0/ReactiveWs.Analyzers.dll" />
  </ItemGroup>
  <Import Project="$root/src/ReactiveWs/build/ReactiveWs.targets" />
</Project>
XML

echo "/parallel-" >"$work/one-thread.rsp"

# Each file: ordinary classes with ordinary calls, and one that uses sockets, streams, guards and options.
for ((i = 0; i < 500; i++)); do
    {
        echo "using System.Reactive.Linq; using ReactiveWs; namespace Cost.N$i;"
        echo "public sealed class Feed(Uri address) : IAsyncDisposable {"
        echo "  readonly ReactiveWebSocket _socket = new();"
        echo "  public IDisposable Start() => _socket.Messages.Where(m => m.IsText).SubscribeAwait(async (m, ct) => await _socket.SendAsync(m.Text!, ct));"
        echo "  public async Task RunAsync(CancellationToken ct) { await using var own = new ReactiveWebSocket(); own.Errors.Subscribe(e => Console.WriteLine(e)); await own.ConnectAsync(address, cancellationToken: ct); await own.SendAsync(\"hello\", ct); await own.CloseAsync(new WebSocketCloseOptions { Code = 1000 }, ct); }"
        echo "  public async Task ServeAsync(ReactiveWebSocketServer server) { if (DeviceProfile.Current.SupportsServer) await server.StartAsync(new WebSocketServerConfig { ServerPort = 8080 }); }"
        echo "  public ValueTask DisposeAsync() => _socket.DisposeAsync();"
        echo "}"
        for ((c = 0; c < 4; c++)); do
            echo "public sealed class Orders$c {"
            echo "  readonly Dictionary<int, string> _names = new(); readonly List<decimal> _prices = [];"
            for ((m = 0; m < 6; m++)); do
                echo "  public decimal Sum$m(IEnumerable<decimal> more, int limit) { var total = 0m; foreach (var p in _prices.Concat(more).Where(p => p > $m).Take(limit)) { if (p < 0) continue; total += Math.Round(p * 1.1m, 2); } _names[limit] = string.Join(\",\", _names.Values.Select(n => n.Trim().ToUpperInvariant())); try { return checked(total * limit); } catch (OverflowException) { return decimal.MaxValue; } finally { _prices.Add(total); } }"
            done
            echo "}"
        done
    } >"$work/File$i.cs"
done

dotnet restore "$work" -v q >/dev/null

# Processor time of the build, in seconds: what else the machine does counts less than in elapsed time.
compile() {
    local TIMEFORMAT=%U
    { time dotnet build "$work" --no-restore --no-incremental -m:1 -nodeReuse:false -p:ReportAnalyzer=true -p:WithRules="$1" -clp:PerformanceSummary -v:d >"$work/log" 2>&1; } 2>&1
}
elapsed() { grep -E " ms +Csc " "$work/log" | tail -1 | awk '{print $1}'; }
less() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a < b) }'; }

without=999999 with=999999
for ((round = 0; round < rounds; round++)); do
    took=$(compile false) || { tail -20 "$work/log"; exit 1; }
    less "$took" "$without" && without=$took
    took=$(compile true) || { tail -20 "$work/log"; exit 1; }
    less "$took" "$with" && with=$took
done

rules=$(grep -E "^ *<?[0-9.]+ +<?[0-9]+ +ReactiveWs\.Analyzers," "$work/log" | head -1 | awk '{ gsub("<", "0"); print $1 }')
awk -v w="$without" -v r="$with" -v a="$rules" -v e="$(elapsed)" 'BEGIN {
    printf "build: %.1f s of processor time without, %.1f s with the rules: %+.1f %%\n", w, r, (r - w) * 100 / w
    printf "the rules, by the report: %.1f s of %.1f s that the compiler took: %.1f %%\n", a, e / 1000, a * 100000 / e
}'
grep -E "ReactiveWs\.Analyzers\.[A-Z].*RWS" "$work/log" | head -5
