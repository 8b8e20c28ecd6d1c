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

    /// <summary>The rules that are off by default.</summary>
    private static readonly ImmutableDictionary<string, ReportDiagnostic> Off = All.SelectMany(analyzer => analyzer.SupportedDiagnostics)
        .Where(rule => !rule.IsEnabledByDefault)
        .ToImmutableDictionary(rule => rule.Id, _ => ReportDiagnostic.Info);

    /// <summary>The diagnostics of all <paramref name="analyzers"/> over code that compiles, also of the rules that are off by default.</summary>
    public static async Task<ImmutableArray<Diagnostic>> RunAsync(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, BuildProperties? build = null, CancellationToken cancellation = default)
    {
        var (found, errors) = await RunAnywayAsync(compilation, analyzers, build, cancellation);
        Code.AssertNone(errors, compilation);
        return found;
    }

    /// <summary>The same, and the compiler's errors: one pass over the code gives both.</summary>
    public static async Task<(ImmutableArray<Diagnostic> Found, ImmutableArray<Diagnostic> Errors)> RunAnywayAsync(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, BuildProperties? build = null, CancellationToken cancellation = default)
    {
        var failures = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], build ?? new BuildProperties()),
            onAnalyzerException: (exception, _, _) => failures.Add(exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.SetItems(Off)));
        var diagnostics = await compilation.WithAnalyzers(analyzers, options).GetAllDiagnosticsAsync(cancellation);
        if (failures.Count > 0) throw new AggregateException("An analyzer threw.", failures);
        return (InOrder(diagnostics.Where(diagnostic => !IsOfCompiler(diagnostic))), InOrder(diagnostics.Where(diagnostic => IsOfCompiler(diagnostic) && diagnostic.Severity == DiagnosticSeverity.Error)));
    }

    private static bool IsOfCompiler(Diagnostic diagnostic) => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal);

    private static ImmutableArray<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenByDescending(diagnostic => diagnostic.Location.SourceSpan.End)];
}
