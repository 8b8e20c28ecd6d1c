using Microsoft.CodeAnalysis.Diagnostics;

namespace ReactiveWs.Analyzers.Tests.Harness;

/// <summary>Checks that an analyzer reports exactly what is marked in a source that compiles.</summary>
internal static class Rule<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public static Task CheckAsync(string markup, string? targets = null) =>
        Rules.CheckAsync([new TAnalyzer()], markup, targets is null ? null : BuildProperties.Targeting(targets));

    /// <summary>The same for a body of an async method with the locals and members that such code has at hand.</summary>
    public static Task CheckBodyAsync(string body, string members = "", string? targets = null) => CheckAsync(Bodies.InMethod(body, members), targets);
}

internal static class Bodies
{
    public static string InMethod(string body, string members = "") => $$"""
        using System.Diagnostics;

        class Owner
        {
            ReactiveWebSocket _field = new();
            static bool Other;
            {{members}}

            async Task RunAsync(bool b, string u, ReactiveWebSocket p, Task gate, CancellationToken ct)
            {
                await Task.Yield();
                {{body}}
            }

            static void Take(object taken) { }
            static ReactiveWebSocket Make() => new();
        }
        """;
}

internal static class Rules
{
    public static async Task CheckAsync(DiagnosticAnalyzer[] analyzers, string markup, BuildProperties? build = null)
    {
        var source = Markup.Parse(markup);
        var compilation = Code.Compile(source.Text);
        AssertReported(await Analysis.RunAsync(compilation, [.. analyzers], build, TestContext.Current.CancellationToken), source, analyzers);

        // In a build everything is generated already when the rules look at it.
        if (!source.Text.Contains("[Ws", StringComparison.Ordinal)) return;
        var (reported, errors) = await Analysis.RunAnywayAsync(Code.Generated(compilation), [.. analyzers], build, TestContext.Current.CancellationToken);
        if (source.Expected.Count == 0) Code.AssertNone(errors, compilation);
        AssertReported(reported, source, analyzers);
    }

    private static void AssertReported(IReadOnlyCollection<Diagnostic> reported, Markup source, DiagnosticAnalyzer[] analyzers)
    {
        var only = analyzers[0].SupportedDiagnostics[0].Id;
        var expected = source.Expected.Select(mark => Line(mark.Id ?? only, mark.Span, source.Text));
        var actual = reported.Select(diagnostic => Line(diagnostic.Id, diagnostic.Location.SourceSpan, source.Text));
        Assert.True(
            expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)),
            $"expected:\n  {string.Join("\n  ", expected)}\nactual:\n  {string.Join("\n  ", actual)}\n{string.Join("\n", reported)}\n{source.Text}");
    }

    private static string Line(string id, Microsoft.CodeAnalysis.Text.TextSpan span, string text) => $"{id} {span} '{text.Substring(span.Start, span.Length)}'";
}
