using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ReactiveWs.Analyzers.Tests.Harness;

/// <summary>Runs analyzers over a compilation; one that throws fails the test.</summary>
internal static class Analysis
{
    /// <summary>Every analyzer of the package.</summary>
    public static readonly ImmutableArray<DiagnosticAnalyzer> All =
    [
        .. typeof(WsAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The diagnostics of all <paramref name="analyzers"/>, also of the rules that are off by default.</summary>
    public static async Task<ImmutableArray<Diagnostic>> RunAsync(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, BuildProperties? build = null, CancellationToken cancellation = default)
    {
        var failures = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], build ?? new BuildProperties()),
            onAnalyzerException: (exception, _, _) => failures.Add(exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        var diagnostics = await EnableAll(compilation, analyzers).WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync(cancellation);
        if (failures.Count > 0) throw new AggregateException("An analyzer threw.", failures);
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenByDescending(diagnostic => diagnostic.Location.SourceSpan.End)];
    }

    private static Compilation EnableAll(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var off = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Where(rule => !rule.IsEnabledByDefault);
        return compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            compilation.Options.SpecificDiagnosticOptions.SetItems(off.Select(rule => KeyValuePair.Create(rule.Id, ReportDiagnostic.Info)))));
    }
}
