using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ReactiveWs.Analyzers.Usage;

namespace ReactiveWs.Analyzers.Security;

/// <summary>RWS3002: pages of any origin are let in, and what they may do is decided by their visitor's cookies.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AnyOriginWithCookiesAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.AnyOriginWithCookies];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known) =>
        start.RegisterOperationAction(context => Check(context, known), OperationKind.ObjectOrCollectionInitializer);

    private static void Check(OperationAnalysisContext context, KnownTypes known)
    {
        var options = Options.Read((IObjectOrCollectionInitializerOperation)context.Operation, known);
        if (options is not { Type.Name: "WebSocketServerConfig" }) return;
        if (!options.Values.TryGetValue("AllowedOrigins", out var origins) || !options.Values.TryGetValue("Authorize", out var authorize)) return;
        var any = origins.DescendantsAndSelf().FirstOrDefault(operation => operation.ConstantValue is { HasValue: true, Value: "*" });
        if (any is not null && authorize.Descendants().Any(NamesCookies)) context.ReportDiagnostic(Diagnostic.Create(Rules.AnyOriginWithCookies, any.Syntax.GetLocation()));
    }

    private static bool NamesCookies(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: string text } && text.Equals("cookie", StringComparison.OrdinalIgnoreCase);
}
