using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>RWS1009: constants that no connection can keep to: a limit of nothing, a negative time, a least above a most.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionsContradictAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.OptionsContradict];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known)
    {
        start.RegisterValueAction(known, CheckValue);
        start.RegisterOperationAction(context => CheckPairs(context, known), OperationKind.ObjectOrCollectionInitializer);
    }

    private static void CheckValue(OperationAnalysisContext context, WsValueKind kind, IOperation value)
    {
        var isTime = value.Type is { Name: "TimeSpan" };
        if (Amounts.Read(value) is not { } amount || (isTime && amount == Amounts.Infinite)) return;
        if (kind == WsValueKind.Limit && amount <= 0) Report(context, value, "A limit of zero or less lets nothing pass");
        if (kind == WsValueKind.Duration && amount < 0) Report(context, value, "A time cannot be negative");
    }

    private static void CheckPairs(OperationAnalysisContext context, KnownTypes known)
    {
        if (Options.Read((IObjectOrCollectionInitializerOperation)context.Operation, known) is not { } options) return;
        if (Amount(options, "PingInterval") == 0 && Amount(options, "PongTimeout") > 0)
        {
            Report(context, options.Values["PongTimeout"], "PongTimeout waits for the answer to a ping, and PingInterval is zero, so that none is sent");
        }

        if (Amount(options, "InitialDelay") is { } least && Amount(options, "MaxDelay") is { } most && least > most && most >= 0)
        {
            Report(context, options.Values["InitialDelay"], "InitialDelay is above MaxDelay");
        }
    }

    private static double? Amount(Options options, string name) => options.Values.TryGetValue(name, out var value) ? Amounts.Read(value) : null;

    private static void Report(OperationAnalysisContext context, IOperation value, string flaw) =>
        context.ReportDiagnostic(Diagnostic.Create(Rules.OptionsContradict, value.Syntax.GetLocation(), flaw));
}
