namespace ReactiveWs.Tests.Frames;

/// <summary>
/// A second opinion on DEFLATE (RFC 1951): decompresses slowly, and tells how far back the data refer. It shares no code and no table with the library.
/// </summary>
internal sealed class DeflateOracle
{
    static readonly int[] s_order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    readonly List<byte> _window = [];
    byte[] _data = [];
    int _bit;

    /// <summary>The farthest distance so far.</summary>
    public int MaxDistance { get; private set; }

    /// <summary>Blocks so far, and how many of them were marked final.</summary>
    public (int All, int Final) Blocks { get; private set; }

    /// <summary>Decompresses a message as RFC 7692 §7.2.2 says. The window stays for the next; a test resets it with a new oracle.</summary>
    public byte[] Message(ReadOnlySpan<byte> compressed)
    {
        (_data, _bit) = ([.. compressed, 0x00, 0x00, 0xFF, 0xFF], 0);
        var start = _window.Count;
        while (_bit < _data.Length * 8 - 7) Block();
        Assert.Equal(_data.Length * 8, _bit);   // the last block ends where the data end
        return [.. _window[start..]];
    }

    void Block()
    {
        var final = Take(1) == 1;
        var type = Take(2);
        if (type == 0) Stored();
        else if (type == 1) Coded(Codes([.. Repeat(8, 144), .. Repeat(9, 112), .. Repeat(7, 24), .. Repeat(8, 8)]), Codes([.. Repeat(5, 30)]));
        else Dynamic();
        if (final) ToByte();
        Blocks = (Blocks.All + 1, Blocks.Final + (final ? 1 : 0));
    }

    void Stored()
    {
        ToByte();
        var length = Take(16);
        Assert.Equal(length ^ 0xFFFF, Take(16));
        for (var i = 0; i < length; i++) _window.Add((byte)Take(8));
    }

    void Dynamic()
    {
        var (literals, distances, described) = (Take(5) + 257, Take(5) + 1, Take(4) + 4);
        var lengthLengths = new int[19];
        foreach (var symbol in s_order.Take(described)) lengthLengths[symbol] = Take(3);

        var (lengths, codes) = (new List<int>(), Codes(lengthLengths));
        while (lengths.Count < literals + distances)
        {
            var symbol = Symbol(codes);
            lengths.AddRange(symbol switch
            {
                16 => Repeat(lengths[^1], Take(2) + 3),
                17 => Repeat(0, Take(3) + 3),
                18 => Repeat(0, Take(7) + 11),
                _ => [symbol],
            });
        }

        Coded(Codes([.. lengths[..literals]]), Codes([.. lengths[literals..]]));
    }

    void Coded(Dictionary<(int, int), int> literals, Dictionary<(int, int), int> distances)
    {
        for (var symbol = Symbol(literals); symbol != 256; symbol = Symbol(literals))
        {
            if (symbol < 256) _window.Add((byte)symbol);
            else CopyBack(Length(symbol), Distance(Symbol(distances)));
        }
    }

    void CopyBack(int length, int distance)
    {
        Assert.InRange(distance, 1, _window.Count);
        MaxDistance = Math.Max(MaxDistance, distance);
        for (var i = 0; i < length; i++) _window.Add(_window[^distance]);
    }

    // §3.2.5, computed instead of tabulated
    int Length(int symbol) => symbol switch
    {
        285 => 258,
        < 265 => symbol - 254,
        _ => ((4 + (symbol - 265) % 4) << ((symbol - 261) / 4)) + 3 + Take((symbol - 261) / 4),
    };

    int Distance(int symbol) => symbol < 4 ? symbol + 1 : ((2 + symbol % 2) << (symbol / 2 - 1)) + 1 + Take(symbol / 2 - 1);

    // §3.2.2: shorter codes first, then by symbol
    static Dictionary<(int Length, int Code), int> Codes(int[] lengths)
    {
        var (codes, code, last) = (new Dictionary<(int, int), int>(), 0, 0);
        foreach (var (symbol, length) in lengths.Select((length, symbol) => (symbol, length)).Where(pair => pair.length > 0).OrderBy(pair => pair.length))
        {
            code <<= length - last;
            codes.Add((length, code++), symbol);
            last = length;
        }

        return codes;
    }

    int Symbol(Dictionary<(int, int), int> codes)
    {
        for (var (length, code) = (1, Take(1)); length <= 15; length++, code = code * 2 + Take(1))
        {
            if (codes.TryGetValue((length, code), out var symbol)) return symbol;
        }

        throw new InvalidOperationException("No such code.");
    }

    int Take(int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++, _bit++) value |= (_data[_bit / 8] >> (_bit % 8) & 1) << i;
        return value;
    }

    void ToByte() => _bit = (_bit + 7) / 8 * 8;

    static IEnumerable<int> Repeat(int value, int count) => Enumerable.Repeat(value, count);
}
