using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ReactiveWs.Analyzers.Flow;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>RWS1010: a connect or send whose task nothing awaits. <c>_ =</c> says that this is meant.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskNotObservedAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.TaskNotObserved];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known) =>
        start.RegisterOperationAction(context => Check(context, known), OperationKind.ExpressionStatement);

    private static void Check(OperationAnalysisContext context, KnownTypes known)
    {
        if (Call(((IExpressionStatementOperation)context.Operation).Operation) is not { } call) return;
        if (!ReturnsTask(call.TargetMethod) || !ConnectsOrSends(call.TargetMethod, known) || IsMeant(call)) return;
        context.ReportDiagnostic(Diagnostic.Create(Rules.TaskNotObserved, call.Syntax.GetLocation(), call.TargetMethod.Name));
    }

    private static IInvocationOperation? Call(IOperation operation) => operation.Unwrapped() switch
    {
        IConditionalAccessOperation access => Call(access.WhenNotNull),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask", Instance: { } task } => Call(task),
        IInvocationOperation call => call,
        _ => null,
    };

    private static bool ReturnsTask(IMethodSymbol method) =>
        method.ReturnType is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    private static bool ConnectsOrSends(IMethodSymbol method, KnownTypes known) =>
        known.RequiredState(method) != WsState.None || (known.EnsuredState(method).After & WsState.Open) != 0;

    /// <summary>A description of a call (an expression tree, as mocks take it), or a call that a test expects to throw.</summary>
    private static bool IsMeant(IInvocationOperation call)
    {
        for (var outer = call.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is not IAnonymousFunctionOperation) continue;
            return outer.Parent is not IDelegateCreationOperation { Parent: var user } || Argument(user) is { Name: var name } && name.Contains("Throw");
        }

        return false;
    }

    private static IMethodSymbol? Argument(IOperation? operation) => operation switch
    {
        IConversionOperation or IParenthesizedOperation => Argument(operation.Parent),
        IArgumentOperation { Parent: IInvocationOperation receiver } => receiver.TargetMethod,
        _ => null,
    };
}
