using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>RWS1011: a call that blocks, inside a lambda that runs on a connection's receive loop.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingSubscriberAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.BlockingSubscriber];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known) =>
        start.RegisterOperationAction(context => Check(context, known), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, KnownTypes known)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Subscriptions.Source(call, known) is not { } source || Subscriptions.StreamBehind(source, known) is null) return;
        foreach (var lambda in Subscriptions.Lambdas(call))
        {
            var body = Own(lambda.Body).ToArray();
            if (body.Any(AsksWhetherDone)) continue;
            foreach (var operation in body)
            {
                if (Blocking(operation) is { } name) context.ReportDiagnostic(Diagnostic.Create(Rules.BlockingSubscriber, operation.Syntax.GetLocation(), name));
            }
        }
    }

    /// <summary>What runs on the loop itself: not what inner lambdas and local functions hold.</summary>
    private static IEnumerable<IOperation> Own(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation) continue;
            yield return child;
            foreach (var inner in Own(child)) yield return inner;
        }
    }

    /// <summary>A task that is known to have completed does not block.</summary>
    private static bool AsksWhetherDone(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status" };

    private static string? Blocking(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: var type } } when IsIn(type, "Tasks") => "Result",
        IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAll" or "WaitAny", ContainingType: var type } method } when IsIn(type, "Tasks") => method.Name,
        IInvocationOperation { TargetMethod: { Name: "GetResult", ContainingType: var type } } when type.Name.EndsWith("Awaiter", StringComparison.Ordinal) && IsIn(type, "CompilerServices") => "GetResult",
        IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType: { Name: "Thread" } type } } sleep when IsIn(type, "Threading") && !IsZero(sleep) => "Thread.Sleep",
        _ => null,
    };

    private static bool IsZero(IInvocationOperation sleep) => sleep.Arguments is { Length: 1 } arguments && arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 };

    private static bool IsIn(INamedTypeSymbol type, string space)
    {
        var declaring = type.ContainingType ?? type;
        return declaring.ContainingNamespace.Name == space;
    }
}
