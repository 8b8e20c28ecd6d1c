using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>RWS1006: a subscription that nothing keeps, to a stream that outlives the method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SubscriptionLostAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.SubscriptionLost];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known) =>
        start.RegisterOperationAction(context => Check(context, known), OperationKind.ExpressionStatement);

    private static void Check(OperationAnalysisContext context, KnownTypes known)
    {
        if (((IExpressionStatementOperation)context.Operation).Operation is not IInvocationOperation { TargetMethod.ReturnsVoid: false } call) return;
        if (Subscriptions.Source(call, known) is not { } source || Subscriptions.StreamBehind(source, known) is not { } stream) return;
        if (stream.Instance is { } owner && Outlives(owner, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.SubscriptionLost, call.Syntax.GetLocation(), stream.Property.Name));
        }
    }

    private static bool Outlives(IOperation owner, CancellationToken cancellation) => owner switch
    {
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } } => true,
        IFieldReferenceOperation { Field: var field } => field.IsStatic || !IsMadeByItsType(field, cancellation),
        _ => false,
    };

    /// <summary>A socket that its holder makes ends with its holder, and so does the subscription.</summary>
    private static bool IsMadeByItsType(IFieldSymbol field, CancellationToken cancellation) => field.DeclaringSyntaxReferences.Any(declaration =>
        declaration.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax });
}
