using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Flow;

internal static class Operations
{
    /// <summary>The operations in the order in which they run: operands before what uses them.</summary>
    public static List<IOperation> InOrder(this IOperation operation)
    {
        var steps = new List<IOperation>();
        List(operation, steps);
        return steps;
    }

    /// <summary>Appends the operations in that order; a body is walked more than once, so they are listed once.</summary>
    private static void List(IOperation operation, List<IOperation> into)
    {
        foreach (var child in operation.ChildOperations) List(child, into);
        into.Add(operation);
    }

    /// <summary>What is left when conversions and parentheses are taken off.</summary>
    public static IOperation Unwrapped(this IOperation operation) => operation switch
    {
        IConversionOperation conversion => conversion.Operand.Unwrapped(),
        IParenthesizedOperation parenthesized => parenthesized.Operand.Unwrapped(),
        _ => operation,
    };

    /// <summary>Every capture with the values written to it; only one with a single writer can be followed.</summary>
    public static ILookup<CaptureId, IOperation> Captures(this ControlFlowGraph graph) => graph.Blocks
        .SelectMany(block => block.Operations)
        .SelectMany(operation => operation.DescendantsAndSelf())
        .OfType<IFlowCaptureOperation>()
        .ToLookup(capture => capture.Id, capture => capture.Value);

    /// <summary>The graphs of the bodies at hand; attributes and default values have none.</summary>
    public static IEnumerable<ControlFlowGraph> Graphs(this OperationBlockAnalysisContext context) => context.OperationBlocks
        .GroupBy(block => block.Root())
        .Where(body => HasGraph(body.Key))
        .Select(body => context.GetControlFlowGraph(body.First()));

    /// <summary>The graphs of the lambdas and local functions directly inside <paramref name="graph"/>.</summary>
    public static IEnumerable<ControlFlowGraph> Functions(this ControlFlowGraph graph, CancellationToken cancellation) => graph.Lambdas()
        .Select(lambda => graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation))
        .Concat(graph.LocalFunctions.Select(function => graph.GetLocalFunctionControlFlowGraph(function, cancellation)));

    private static IEnumerable<IFlowAnonymousFunctionOperation> Lambdas(this ControlFlowGraph graph) => graph.Blocks
        .SelectMany(block => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
        .SelectMany(operation => operation.DescendantsAndSelf())
        .OfType<IFlowAnonymousFunctionOperation>();

    private static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation;
    }

    private static bool HasGraph(IOperation body) => body is
        IMethodBodyOperation or IConstructorBodyOperation or IBlockOperation or
        IFieldInitializerOperation or IPropertyInitializerOperation or IParameterInitializerOperation;
}
