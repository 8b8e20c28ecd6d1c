using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators;

/// <summary>
/// The only thing a unit has to know of the others: which objects several of them reach, and which file names differ by case alone. Nearly always
/// empty, and compared by value, so that it seldom makes anything run again.
/// </summary>
sealed record Overlap(EquatableArray<Overlap.Shared> SharedObjects, EquatableArray<string> HintNames)
{
    /// <summary>An object that several units reach; the first of them writes its codec.</summary>
    internal readonly record struct Shared(string Object, string Owner);

    /// <summary>What a unit would write. Compared by value.</summary>
    sealed record Outline(string Unit, EquatableArray<string> Objects, EquatableArray<string> HintNames);

    public static IncrementalValueProvider<Overlap> Between(IncrementalValuesProvider<Discovered> protocols, IncrementalValuesProvider<Discovered> messages) =>
        protocols.Select(static (unit, _) => OutlineOf(unit)).Collect()
            .Combine(messages.Select(static (unit, _) => OutlineOf(unit)).Collect())
            .Select(static (outlines, _) => Of([.. outlines.Left, .. outlines.Right]))
            .WithTrackingName(Steps.Shared);

    public bool Owns(string unit, string objectName)
    {
        foreach (Shared shared in SharedObjects)
        {
            if (shared.Object == objectName) return shared.Owner == unit;
        }
        return true;
    }

    /// <summary>The file name, made distinct when another one differs from it by case alone: the compiler would discard all files.</summary>
    public string Distinct(string hintName) => HintNames.Contains(hintName) ? hintName.Replace(".g.cs", $".{WireNames.StableHash(hintName)}.g.cs") : hintName;

    static Outline OutlineOf(Discovered unit) => new(
        unit.Unit,
        unit.Objects.Select(o => o.Name).ToEquatableArray(),
        unit.Objects.Select(o => o.HintName).Concat(unit.Protocol is { } protocol ? [protocol.Declaration.HintName] : []).ToEquatableArray());

    static Overlap Of(Outline[] outlines)
    {
        IEnumerable<Shared> shared = outlines
            .SelectMany(o => o.Objects.Select(name => new Shared(name, o.Unit)))
            .GroupBy(s => s.Object, StringComparer.Ordinal)
            .Where(g => g.Skip(1).Any())
            .Select(g => g.OrderBy(s => s.Owner, StringComparer.Ordinal).First());
        IEnumerable<string> colliding = outlines
            .SelectMany(o => o.HintNames)
            .Distinct(StringComparer.Ordinal)
            .GroupBy(h => h, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Skip(1).Any())
            .SelectMany(g => g);
        return new Overlap(
            shared.OrderBy(s => s.Object, StringComparer.Ordinal).ToEquatableArray(),
            colliding.OrderBy(h => h, StringComparer.Ordinal).ToEquatableArray());
    }
}
