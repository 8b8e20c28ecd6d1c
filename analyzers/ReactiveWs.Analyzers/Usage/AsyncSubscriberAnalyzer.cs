using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>RWS1005: an async lambda that <c>Subscribe</c> turns into an async void method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncSubscriberAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.AsyncSubscriber];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known) =>
        start.RegisterOperationAction(context => Check(context, known), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, KnownTypes known)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Subscriptions.Source(call, known) is null) return;
        foreach (var lambda in Subscriptions.Lambdas(call))
        {
            // Without an await nothing is asynchronous, and the compiler says so (CS1998).
            if (!lambda.Symbol.IsAsync || !lambda.Symbol.ReturnsVoid || !lambda.Body.Descendants().Any(Awaits)) continue;
            var keyword = ((AnonymousFunctionExpressionSyntax)lambda.Syntax).AsyncKeyword;
            context.ReportDiagnostic(Diagnostic.Create(Rules.AsyncSubscriber, keyword.GetLocation()));
        }
    }

    private static bool Awaits(IOperation operation) => operation is
        IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true };
}
