using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ReactiveWs.Analyzers.Tests.Harness;

/// <summary>What MSBuild would tell the analyzers: <c>build_property.*</c>.</summary>
internal sealed class BuildProperties(params (string Key, string Value)[] values) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new InMemory(values.ToDictionary(value => value.Key, value => value.Value));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    /// <summary>The project targets these devices, as the property reaches the analyzers: with commas.</summary>
    public static BuildProperties Targeting(string targets) => new(("build_property._ReactiveWsTargets", targets.Replace(';', ',')));

    private sealed class InMemory(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
