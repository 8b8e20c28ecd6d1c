using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Flow;

/// <summary>
/// Follows objects with states whose whole life can be seen: locals that were assigned a new object here. Whatever lets
/// an object out of sight (an argument, an alias, a field) makes its state unknown from there on.
/// </summary>
internal sealed class LifecycleFlow(ControlFlowGraph graph, KnownTypes known, HashSet<ILocalSymbol> captured) : ForwardAnalysis<LocalStates>(graph)
{
    private readonly ILookup<CaptureId, IOperation> _captures = graph.Captures();
    private readonly Dictionary<IOperation, List<IOperation>> _steps = [];
    private readonly Dictionary<ILocalSymbol, bool> _followed = new(SymbolEqualityComparer.Default);

    protected override LocalStates Entry => LocalStates.AtEntry;

    protected override LocalStates Unreached => LocalStates.Unreached;

    protected override LocalStates Join(LocalStates left, LocalStates right) => left.Join(right);

    // Any part of the try may have run.
    protected override LocalStates AtHandler(LocalStates state) => state.Forget();

    protected override LocalStates AfterFinally(ControlFlowRegion region, LocalStates state) => state.Forget();

    protected override LocalStates Transfer(IOperation operation, LocalStates state)
    {
        foreach (var step in Steps(operation)) state = Step(step, state);
        return state;
    }

    /// <summary>What <paramref name="operation"/> does, in order.</summary>
    public List<IOperation> Steps(IOperation operation)
    {
        if (!_steps.TryGetValue(operation, out var steps)) _steps.Add(operation, steps = operation.InOrder());
        return steps;
    }

    /// <summary>The local whose object <paramref name="operation"/> yields, if it can be followed.</summary>
    public ILocalSymbol? LocalOf(IOperation? operation) => operation?.Unwrapped() switch
    {
        ILocalReferenceOperation reference => Followed(reference.Local),
        IFlowCaptureReferenceOperation reference when SingleValue(reference.Id) is { } value => LocalOf(value),
        ISimpleAssignmentOperation assignment => LocalOf(assignment.Target),
        _ => null,
    };

    /// <summary>The state after one operation whose operands have been stepped through.</summary>
    public LocalStates Step(IOperation operation, LocalStates state) => operation switch
    {
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment => Assign(target, assignment.Value, state),
        IInvocationOperation call => Call(call, state),
        IAwaitOperation awaited => Await(awaited, state),
        ILocalReferenceOperation or IFlowCaptureReferenceOperation when LocalOf(operation) is { } local && !StaysInSight(operation) =>
            state.With(local, LocalStates.Unknown),
        IFlowCaptureOperation capture when LocalOf(capture.Value) is { } local && SingleValue(capture.Id) is null => state.With(local, LocalStates.Unknown),
        _ => state,
    };

    protected override LocalStates Assume(IOperation condition, bool value, LocalStates state)
    {
        switch (condition.Unwrapped())
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negated:
                return Assume(negated.Operand, !value, state);
            case IPropertyReferenceOperation property when value && LocalOf(property.Instance) is { } local && known.EnsuredState(property.Property).After is var after and not WsState.None:
                return state.With(local, after);
            default:
                return state;
        }
    }

    /// <summary>Only <c>var x = …</c> and <c>X x;</c>: what a pattern, an out argument or a foreach declares comes from elsewhere.</summary>
    private ILocalSymbol? Followed(ILocalSymbol local)
    {
        if (!_followed.TryGetValue(local, out var followed)) _followed.Add(local, followed = MayFollow(local));
        return followed ? local : null;
    }

    private bool MayFollow(ILocalSymbol local) =>
        known.HasStates(local.Type) && !local.IsRef && !captured.Contains(local) && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax;

    private IOperation? SingleValue(CaptureId id) => _captures[id].Take(2).Count() == 1 ? _captures[id].First() : null;

    private LocalStates Assign(ILocalReferenceOperation target, IOperation value, LocalStates state) =>
        Followed(target.Local) is { } local ? state.With(local, InitialState(value)) : state;

    private WsState InitialState(IOperation value) => value.Unwrapped() switch
    {
        IFlowCaptureReferenceOperation reference when SingleValue(reference.Id) is { } captured => InitialState(captured),
        IObjectCreationOperation { Constructor: { } constructor } creation when known.HasStates(creation.Type) => InitialState(constructor),
        { ConstantValue: { HasValue: true, Value: null } } => WsState.None,
        _ => LocalStates.Unknown,
    };

    /// <summary>An object that is made from nothing has not been connected; one made over something else says so, or is unknown.</summary>
    private WsState InitialState(IMethodSymbol constructor)
    {
        var stated = known.EnsuredState(constructor).After;
        if (stated != WsState.None) return stated;
        return constructor.Parameters.IsEmpty ? WsState.Idle : LocalStates.Unknown;
    }

    private LocalStates Call(IInvocationOperation call, LocalStates state)
    {
        if (LocalOf(call.Instance) is not { } local || state[local] == WsState.None) return CannotBlock(call) ? state : state.Wait();
        var (after, pending) = Ensured(call.TargetMethod);
        if (after == WsState.None) return state;
        return state.With(local, pending == WsState.None ? after : pending);
    }

    private LocalStates Await(IAwaitOperation awaited, LocalStates state)
    {
        if (AwaitedCall(awaited.Operation) is not { } call || LocalOf(call.Instance) is not { } local || state[local] == WsState.None) return state.Wait();
        var after = Ensured(call.TargetMethod).After;
        return after == WsState.None ? state : state.With(local, after);
    }

    private static IInvocationOperation? AwaitedCall(IOperation operation) => operation.Unwrapped() switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } => AwaitedCall(task),
        IInvocationOperation call => call,
        _ => null,
    };

    private (WsState After, WsState Pending) Ensured(IMethodSymbol method) =>
        method is { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true } ? (WsState.Disposed, WsState.None) : known.EnsuredState(method);

    /// <summary>Writing a log line or building a text does not give a pending connect the time to finish.</summary>
    private static bool CannotBlock(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "ConfigureAwait" } => true,
        { ContainingType.SpecialType: SpecialType.System_String or SpecialType.System_Object } => true,
        { ContainingType: { Name: "Console", ContainingNamespace.Name: "System" }, Name: "Write" or "WriteLine" } => true,
        _ => false,
    };

    /// <summary>Whether this use of an object leaves it here: a call on it, a property of it, a comparison with null.</summary>
    private bool StaysInSight(IOperation use)
    {
        var (user, used) = (use.Parent, use);
        while (user is IConversionOperation or IParenthesizedOperation) (used, user) = (user, user.Parent);
        return user switch
        {
            null => true,
            // What shows the socket inside lets others connect it.
            IInvocationOperation call => call.Instance == used && !known.HasStates(call.Type),
            IPropertyReferenceOperation property => property.Instance == used && !TellsState(property.Property) && !known.HasStates(property.Type),
            ISimpleAssignmentOperation assignment => assignment.Target == used,
            IFlowCaptureOperation or IExpressionStatementOperation or IIsNullOperation or IIsPatternOperation => true,
            IBinaryOperation binary => binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals,
            _ => false,
        };
    }

    /// <summary>Code that asks for the state knows it better than we do, unless we know the property as well.</summary>
    private bool TellsState(IPropertySymbol property) =>
        property.Type is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum or TypeKind.Struct } && known.EnsuredState(property).After == WsState.None;
}
