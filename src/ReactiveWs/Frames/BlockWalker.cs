using System.Buffers.Binary;

namespace ReactiveWs.Frames;

/// <summary>Walks over DEFLATE blocks (RFC 1951 §3.2) without decompressing them: it only needs to know where they end.</summary>
internal ref struct BlockWalker(ReadOnlySpan<byte> data, long firstBit)
{
    const int MaxCodeLength = 15;
    const int LiteralCodes = 288;
    const int DistanceCodes = 32;
    const int EndOfBlock = 256;
    const int FirstLengthSymbol = 257;
    const int Broken = -1;

    readonly ReadOnlySpan<byte> _data = data;
    long _bit = firstBit;
    bool _ended;   // the data end inside a block, or are not DEFLATE

    /// <summary>Where the last complete block ends, in bits from the start of the data.</summary>
    public long Boundary { get; private set; } = firstBit;

    /// <summary><see cref="Boundary"/> in bytes: a final block is padded to a byte's end (RFC 7692 §7.2.1).</summary>
    public readonly int ByteEnd => (int)((Boundary + 7) / 8);

    // §3.2.7: the order in which the lengths of the code length codes come
    static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    // §3.2.5: bits that follow a length symbol
    static ReadOnlySpan<byte> LengthExtra => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    /// <summary>Moves <see cref="Boundary"/> to the end of the first final block, or of the last complete one.</summary>
    public void WalkToFinal()
    {
        var final = false;
        while (!final)
        {
            final = Bits(1) == 1;
            WalkBlock(Bits(2));
            if (_ended) return;
            Boundary = _bit;
        }
    }

    void WalkBlock(int type)
    {
        if (type == 0) SkipStored();
        else if (type == 1) WalkFixed();
        else if (type == 2) WalkDynamic();
        else _ended = true;
    }

    void SkipStored()
    {
        _bit = (_bit + 7) / 8 * 8;
        var length = Bits(16);
        Skip(16 + length * 8L);   // its complement, and the bytes themselves
    }

    void WalkFixed()
    {
        Span<byte> lengths = stackalloc byte[LiteralCodes + DistanceCodes];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..288].Fill(8);
        lengths[288..].Fill(5);
        WalkSymbols(lengths[..LiteralCodes], lengths[LiteralCodes..]);
    }

    void WalkDynamic()
    {
        int literals = Bits(5) + 257, distances = Bits(5) + 1, described = Bits(4) + 4;
        Span<byte> order = stackalloc byte[19];
        order.Clear();
        for (var i = 0; i < described; i++) order[LengthOrder[i]] = (byte)Bits(3);

        Span<byte> lengths = stackalloc byte[LiteralCodes + DistanceCodes];
        lengths.Clear();
        ReadLengths(lengths[..(literals + distances)], order);
        WalkSymbols(lengths[..literals], lengths.Slice(literals, distances));
    }

    void ReadLengths(scoped Span<byte> lengths, scoped ReadOnlySpan<byte> order)
    {
        Span<short> counts = stackalloc short[MaxCodeLength + 1];
        Span<short> symbols = stackalloc short[order.Length];
        Index(order, counts, symbols);
        for (var at = 0; at < lengths.Length && !_ended;)
        {
            var symbol = Symbol(counts, symbols);
            var repeated = symbol == 16 && at > 0 ? lengths[at - 1] : symbol is >= 0 and < 16 ? (byte)symbol : (byte)0;
            var times = Math.Min(lengths.Length - at, Times(symbol));
            lengths.Slice(at, times).Fill(repeated);
            at += times;
        }
    }

    int Times(int symbol) => symbol switch { 16 => 3 + Bits(2), 17 => 3 + Bits(3), 18 => 11 + Bits(7), _ => 1 };

    void WalkSymbols(scoped ReadOnlySpan<byte> literalLengths, scoped ReadOnlySpan<byte> distanceLengths)
    {
        Span<short> counts = stackalloc short[MaxCodeLength + 1], distanceCounts = stackalloc short[MaxCodeLength + 1];
        Span<short> symbols = stackalloc short[LiteralCodes], distanceSymbols = stackalloc short[DistanceCodes];
        Index(literalLengths, counts, symbols);
        Index(distanceLengths, distanceCounts, distanceSymbols);
        while (!_ended)
        {
            var symbol = Symbol(counts, symbols);
            if (symbol == EndOfBlock) return;
            if (symbol > EndOfBlock) SkipMatch(symbol, distanceCounts, distanceSymbols);
        }
    }

    void SkipMatch(int symbol, scoped ReadOnlySpan<short> counts, scoped ReadOnlySpan<short> symbols)
    {
        var length = symbol - FirstLengthSymbol;
        if (length < LengthExtra.Length) Bits(LengthExtra[length]);
        var distance = Symbol(counts, symbols);
        if (distance >= 4) Bits(distance / 2 - 1);
    }

    /// <summary>Orders the symbols by code (§3.2.2): <paramref name="counts"/> says how many codes there are of each length.</summary>
    static void Index(ReadOnlySpan<byte> lengths, Span<short> counts, Span<short> symbols)
    {
        counts.Clear();
        foreach (var length in lengths) counts[length]++;
        counts[0] = 0;

        Span<short> next = stackalloc short[MaxCodeLength + 2];
        next.Clear();
        for (var length = 1; length <= MaxCodeLength; length++) next[length + 1] = (short)(next[length] + counts[length]);
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] > 0) symbols[next[lengths[symbol]]++] = (short)symbol;
        }
    }

    // Codes of one length are consecutive numbers, and the first of them follows from the shorter ones.
    int Symbol(scoped ReadOnlySpan<short> counts, scoped ReadOnlySpan<short> symbols)
    {
        var bits = Peek();
        int code = 0, first = 0, index = 0;
        for (var length = 1; length <= MaxCodeLength; length++, bits >>= 1)
        {
            code |= (int)(bits & 1);
            var count = counts[length];
            if ((uint)(code - first) < (uint)count)
            {
                Skip(length);
                return symbols[index + code - first];
            }

            index += count;
            first = first + count << 1;
            code <<= 1;
        }

        _ended = true;
        return Broken;
    }

    int Bits(int count)
    {
        var value = (int)(Peek() & (1UL << count) - 1);
        Skip(count);
        return value;
    }

    void Skip(long count)
    {
        _bit += count;
        _ended |= _bit > _data.Length * 8L;
    }

    /// <summary>The next 57 bits or more; what lies beyond the data reads as zero.</summary>
    readonly ulong Peek()
    {
        var at = (int)Math.Min(_bit >> 3, _data.Length);
        var word = _data.Length - at >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(_data[at..]) : LastBytes(_data[at..]);
        return word >> (int)(_bit & 7);
    }

    static ulong LastBytes(ReadOnlySpan<byte> bytes)
    {
        ulong word = 0;
        for (var i = bytes.Length - 1; i >= 0; i--) word = word << 8 | bytes[i];
        return word;
    }
}
