using Microsoft.CodeAnalysis.Diagnostics;

namespace ReactiveWs.Analyzers;

/// <summary>What every rule shares: generated code is not judged, and nothing runs in a project without ReactiveWs.</summary>
public abstract class WsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.TryFind(start.Compilation) is { } known) Start(start, known);
        });
    }

    private protected abstract void Start(CompilationStartAnalysisContext start, KnownTypes known);
}
