using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ReactiveWs.Analyzers.Flow;

/// <summary>
/// A forward analysis over one control-flow graph, by a work list until nothing changes. States are small immutable
/// values that only grow under <see cref="Join"/>, so that it ends.
/// </summary>
internal abstract class ForwardAnalysis<TState>(ControlFlowGraph graph)
    where TState : IEquatable<TState>
{
    private readonly SortedSet<int> _pending = [];
    private TState[] _before = [];

    protected ControlFlowGraph Graph { get; } = graph;

    protected abstract TState Entry { get; }

    /// <summary>The state of code that nothing reaches; joining it changes nothing.</summary>
    protected abstract TState Unreached { get; }

    protected abstract TState Join(TState left, TState right);

    /// <summary>The state after <paramref name="operation"/>.</summary>
    protected abstract TState Transfer(IOperation operation, TState state);

    /// <summary>The state where <paramref name="condition"/> is known to be <paramref name="value"/>.</summary>
    protected abstract TState Assume(IOperation condition, bool value, TState state);

    /// <summary>The state at the start of a catch or finally, whose try was entered with <paramref name="state"/>.</summary>
    protected abstract TState AtHandler(TState state);

    /// <summary>The state after a jump that ran the finally blocks in <paramref name="region"/> on its way.</summary>
    protected abstract TState AfterFinally(ControlFlowRegion region, TState state);

    public void Run(CancellationToken cancellation)
    {
        _before = [.. Graph.Blocks.Select(_ => Unreached)];
        Flow(Graph.Blocks[0], Entry);
        while (_pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = Graph.Blocks[_pending.Min];
            _pending.Remove(block.Ordinal);
            EnterHandlers(block);
            Leave(block, Through(block));
        }
    }

    /// <summary>Goes once over every reached operation, with the state before it.</summary>
    public void Replay(Action<IOperation, TState> visit)
    {
        foreach (var block in Graph.Blocks)
        {
            var state = _before[block.Ordinal];
            foreach (var operation in block.Operations)
            {
                if (!state.Equals(Unreached)) visit(operation, state);
                state = After(operation, state);
            }

            if (block.BranchValue is { } value && !state.Equals(Unreached)) visit(value, state);
        }
    }

    private TState Through(BasicBlock block)
    {
        var state = block.Operations.Aggregate(_before[block.Ordinal], (current, operation) => After(operation, current));
        return block.BranchValue is { } value ? After(value, state) : state;
    }

    private TState After(IOperation operation, TState state) => state.Equals(Unreached) ? state : Transfer(operation, state);

    private void Leave(BasicBlock block, TState state)
    {
        if (block.ConditionalSuccessor is { } conditional)
        {
            var taken = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Follow(conditional, Known(block, taken, state));
            if (block.FallThroughSuccessor is { } otherwise) Follow(otherwise, Known(block, !taken, state));
        }
        else if (block.FallThroughSuccessor is { } next)
        {
            Follow(next, state);
        }
    }

    private TState Known(BasicBlock block, bool value, TState state) =>
        block.BranchValue is { } condition && !state.Equals(Unreached) ? Assume(condition, value, state) : state;

    private void Follow(ControlFlowBranch branch, TState state)
    {
        if (branch.Destination is not { } destination) return;
        foreach (var region in branch.FinallyRegions) state = state.Equals(Unreached) ? state : AfterFinally(region, state);
        Flow(destination, state);
    }

    /// <summary>A handler may start from anywhere inside its try, so it is entered when the try is.</summary>
    private void EnterHandlers(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null && region.FirstBlockOrdinal == block.Ordinal; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } owner) continue;
            foreach (var handler in owner.NestedRegions.Where(nested => nested != region))
            {
                Flow(Graph.Blocks[handler.FirstBlockOrdinal], AtHandler(_before[block.Ordinal]));
            }
        }
    }

    private void Flow(BasicBlock block, TState state)
    {
        var joined = Join(_before[block.Ordinal], state);
        if (joined.Equals(_before[block.Ordinal])) return;
        _before[block.Ordinal] = joined;
        _pending.Add(block.Ordinal);
    }
}
