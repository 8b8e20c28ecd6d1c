using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ReactiveWs.Analyzers.Flow;

/// <summary>For each local the states its object may be in at one point of a body; an immutable value.</summary>
internal sealed class LocalStates : IEquatable<LocalStates>
{
    /// <summary>Anything may have happened to the object: no rule reports it.</summary>
    public const WsState Unknown = (WsState)(1 << 16);

    public static readonly LocalStates AtEntry = new(ImmutableDictionary<ILocalSymbol, WsState>.Empty.WithComparers(SymbolEqualityComparer.Default));

    /// <summary>Where nothing arrives.</summary>
    public static readonly LocalStates Unreached = new(AtEntry._states);

    private readonly ImmutableDictionary<ILocalSymbol, WsState> _states;

    private LocalStates(ImmutableDictionary<ILocalSymbol, WsState> states) => _states = states;

    /// <summary>The possible states; none for a local that holds no object yet.</summary>
    public WsState this[ILocalSymbol local] => _states.TryGetValue(local, out var state) ? state : WsState.None;

    public LocalStates With(ILocalSymbol local, WsState state) =>
        this[local] == state ? this : new(state == WsState.None ? _states.Remove(local) : _states.SetItem(local, state));

    /// <summary>Nothing is known any more about any object.</summary>
    public LocalStates Forget() => Each(_ => Unknown);

    /// <summary>Time passes: a connect that was started may have finished.</summary>
    public LocalStates Wait() => Each(state => (state & WsState.Connecting) == 0 ? state : state | Unknown);

    public LocalStates Join(LocalStates other)
    {
        if (ReferenceEquals(this, Unreached)) return other;
        return ReferenceEquals(other, Unreached) ? this : other._states.Aggregate(this, (joined, pair) => joined.With(pair.Key, joined[pair.Key] | pair.Value));
    }

    public bool Equals(LocalStates? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || ReferenceEquals(this, Unreached) || ReferenceEquals(other, Unreached)) return false;
        return _states.Count == other._states.Count && _states.All(pair => other[pair.Key] == pair.Value);
    }

    public override bool Equals(object? obj) => Equals(obj as LocalStates);

    public override int GetHashCode() => _states.Count;

    private LocalStates Each(Func<WsState, WsState> change) => _states.Aggregate(this, (states, pair) => states.With(pair.Key, change(pair.Value)));
}
