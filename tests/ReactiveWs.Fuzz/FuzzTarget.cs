namespace ReactiveWs.Fuzz;

/// <summary>A parser under test. An input is all there is to know about a run: the same bytes give the same outcome.</summary>
/// <param name="name">As it is named on the command line.</param>
internal abstract class FuzzTarget(string name)
{
    public string Name { get; } = name;

    /// <summary>Where to begin: what the corpus holds, made into inputs.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>An input near the given ones, by the structure of what is parsed.</summary>
    public abstract byte[] Mutate(byte[] input, byte[] other, Random random);

    /// <summary>Parses, and throws <see cref="BrokenPropertyException"/> when the parser breaks a promise.</summary>
    public abstract Outcome Run(ReadOnlySpan<byte> input);
}

/// <summary>What became of one input.</summary>
/// <param name="Kind">For the histogram: the rule broken, the refusal, or the success.</param>
/// <param name="State">The same for inputs that took the parser along the same way, as far as can be seen from outside.</param>
internal readonly record struct Outcome(string Kind, ulong State);

/// <summary>A parser did something that it promises never to do.</summary>
internal sealed class BrokenPropertyException(string promise) : Exception(promise)
{
    public static void ThrowUnless(bool kept, string promise)
    {
        if (!kept) throw new BrokenPropertyException(promise);
    }
}

/// <summary>Folds what was seen into one number (FNV-1a over 64-bit words).</summary>
internal struct StateHash()
{
    const ulong Prime = 0x100000001B3;

    public ulong Value { get; private set; } = 0xCBF29CE484222325;

    public void Add(long seen) => Value = (Value ^ (ulong)seen) * Prime;

    /// <summary>Ordinal, and the same in every process.</summary>
    public void Add(string seen)
    {
        foreach (var c in seen) Add(c);
    }

    /// <summary>Sizes and counts count by their order of magnitude only, or every input would be a state of its own.</summary>
    public void AddSize(long size) => Add(size < 4 ? size : 2 + System.Numerics.BitOperations.Log2((ulong)size));
}
