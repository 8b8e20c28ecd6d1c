using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Flow;

/// <summary>Which capabilities are known to be present at one point of a body; nothing at all where nothing arrives.</summary>
internal readonly record struct Present(Capability Capabilities, bool IsReached);

/// <summary>
/// Follows guards through a body. A capability never changes while a process runs, so what was known before a try holds
/// in its handlers, and a lambda knows what was known where it was made.
/// </summary>
internal sealed class CapabilityFlow : ForwardAnalysis<Present>
{
    private readonly Capability _entry;
    private readonly GuardConditions _conditions;

    public CapabilityFlow(ControlFlowGraph graph, KnownTypes known, Capability entry, ILookup<ISymbol, IOperation?> writes)
        : base(graph)
    {
        var captures = graph.Captures();
        _entry = entry;
        _conditions = new(known, local => Only(writes[local]), capture => Only(captures[capture]));
    }

    protected override Present Entry => new(_entry, true);

    protected override Present Unreached => default;

    /// <summary>Everything that is written to each local of a body; null stands for what cannot be read (<c>ref</c>, <c>out</c>, deconstruction).</summary>
    public static ILookup<ISymbol, IOperation?> Writes(IOperation body) => body.Descendants()
        .Select(Write)
        .Where(write => write.Local is not null)
        .ToLookup(ISymbol (write) => write.Local!, write => write.Value, (IEqualityComparer<ISymbol>)SymbolEqualityComparer.Default);

    protected override Present Join(Present left, Present right)
    {
        if (!left.IsReached) return right;
        return right.IsReached ? new(left.Capabilities & right.Capabilities, true) : left;
    }

    protected override Present AtHandler(Present state) => state;

    protected override Present AfterFinally(ControlFlowRegion region, Present state) => state;

    protected override Present Assume(IOperation condition, bool value, Present state) =>
        state with { Capabilities = state.Capabilities | _conditions.Read(condition).When(value) };

    protected override Present Transfer(IOperation operation, Present state)
    {
        foreach (var call in operation.DescendantsAndSelf().OfType<IInvocationOperation>()) state = Call(call, state);
        return state;
    }

    /// <summary>A call that does not return, or not unless its argument holds: <c>Debug.Assert(guard)</c>.</summary>
    private Present Call(IInvocationOperation call, Present state)
    {
        if (!state.IsReached || Has(call.TargetMethod.GetAttributes(), "DoesNotReturnAttribute")) return default;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Type.SpecialType: SpecialType.System_Boolean } parameter && StopsUnless(parameter) is { } needed)
            {
                state = Assume(argument.Value, needed, state);
            }
        }

        return state;
    }

    private static bool? StopsUnless(IParameterSymbol parameter) => parameter.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.Name == "DoesNotReturnIfAttribute")
        .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value is bool stopsIf ? !stopsIf : (bool?)null)
        .FirstOrDefault();

    private static bool Has(IEnumerable<AttributeData> attributes, string name) => attributes.Any(attribute => attribute.AttributeClass?.Name == name);

    private static (ILocalSymbol? Local, IOperation? Value) Write(IOperation operation) => operation switch
    {
        IVariableDeclaratorOperation declarator => (declarator.Symbol, declarator.GetVariableInitializer()?.Value),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment => (target.Local, assignment.Value),
        IAssignmentOperation { Target: ILocalReferenceOperation target } => (target.Local, null),
        IArgumentOperation { Parameter.RefKind: not RefKind.None, Value: ILocalReferenceOperation target } => (target.Local, null),
        ILocalReferenceOperation { Parent: ITupleOperation } target => (target.Local, null),
        _ => default,
    };

    private static IOperation? Only(IEnumerable<IOperation?> writes)
    {
        var values = writes.Take(2).ToArray();
        return values.Length == 1 ? values[0] : null;
    }
}
