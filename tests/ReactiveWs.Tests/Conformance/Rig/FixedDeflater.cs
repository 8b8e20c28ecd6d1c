namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>
/// A peer's compressor (RFC 1951, RFC 7692 §7.2.1), made for its edges: it refers back as far as the window allows, and to earlier messages
/// where it may. Fixed codes only; no code and no table of the library's.
/// </summary>
internal sealed class FixedDeflater(int windowBits, bool keepsContext)
{
    const int ShortestMatch = 3;
    const int LongestMatch = 258;

    readonly Dictionary<int, int> _seen = [];
    readonly List<byte> _output = [];
    byte[] _history = new byte[1024];
    int _length;
    long _bits;
    int _count;

    /// <summary>A whole message, without the four bytes that the RFC strips.</summary>
    public byte[] Message(byte[] message)
    {
        Block(message, last: false);
        Put(0, 3);
        Flush();
        return Take();
    }

    /// <summary>A whole message in one block that is marked final, with the zero byte that §7.2.3.4 asks for; the context is lost.</summary>
    public byte[] FinalMessage(byte[] message)
    {
        Block(message, last: true);
        Flush();
        _output.Add(0);
        Forget();
        return Take();
    }

    /// <summary>A whole message, each part of it in blocks of its own.</summary>
    public byte[] InBlocks(byte[] message, int size)
    {
        foreach (var part in message.Chunk(size)) Block(part, last: false);
        Put(0, 3);
        Flush();
        return Take();
    }

    /// <summary>A whole message in stored blocks.</summary>
    public static byte[] Stored(byte[] message, int size) =>
        [.. message.Chunk(size).SelectMany(part => (byte[])[0, (byte)part.Length, (byte)(part.Length >> 8), (byte)~part.Length, (byte)(~part.Length >> 8), .. part]), 0];

    void Block(byte[] part, bool last)
    {
        var start = _length;
        _length += part.Length;
        if (_length > _history.Length) Array.Resize(ref _history, _length * 2);
        part.CopyTo(_history, start);
        Put(last ? 1 : 0, 1);
        Put(1, 2);
        for (var at = start; at < _length;) at += Match(at) is var (length, distance) && length > 0 ? Copy(at, length, distance) : Literal(at);
        Symbol(256);
    }

    byte[] Take()
    {
        if (!keepsContext) Forget();
        byte[] taken = [.. _output];
        _output.Clear();
        return taken;
    }

    void Forget()
    {
        _length = 0;
        _seen.Clear();
    }

    (int Length, int Distance) Match(int at)
    {
        if (at + ShortestMatch > _length) return default;
        var found = _seen.TryGetValue(Triple(at), out var earlier);
        _seen[Triple(at)] = at;
        if (!found || at - earlier > 1 << windowBits) return default;
        var length = ShortestMatch;
        while (length < LongestMatch && at + length < _length && _history[earlier + length] == _history[at + length]) length++;
        return (length, at - earlier);
    }

    int Triple(int at) => _history[at] << 16 | _history[at + 1] << 8 | _history[at + 2];

    int Literal(int at)
    {
        Symbol(_history[at]);
        return 1;
    }

    int Copy(int at, int length, int distance)
    {
        for (var inside = at + 1; inside < at + length && inside + ShortestMatch <= _length; inside++) _seen[Triple(inside)] = inside;
        Length(length);
        Distance(distance);
        return length;
    }

    // RFC 1951 §3.2.5, computed: groups of 4 (lengths) or 2 (distances) symbols share a number of extra bits
    void Length(int length)
    {
        if (length == LongestMatch) Symbol(285);
        else Extended(length - 3, 4, symbol => Symbol(257 + symbol));
    }

    void Distance(int distance) => Extended(distance - 1, 2, symbol => Code(symbol, 5));

    void Extended(int value, int group, Action<int> put)
    {
        var extra = 0;
        while (value >> extra >= group * 2) extra++;
        put(value < group ? value : extra * group + (value >> extra));
        Put(value & (1 << extra) - 1, extra);
    }

    void Symbol(int symbol)
    {
        if (symbol < 144) Code(0x30 + symbol, 8);
        else if (symbol < 256) Code(0x190 + symbol - 144, 9);
        else if (symbol < 280) Code(symbol - 256, 7);
        else Code(0xC0 + symbol - 280, 8);
    }

    void Code(int code, int length)
    {
        for (var bit = length - 1; bit >= 0; bit--) Put(code >> bit & 1, 1);
    }

    void Put(int value, int count)
    {
        _bits |= (long)value << _count;
        for (_count += count; _count >= 8; _count -= 8, _bits >>= 8) _output.Add((byte)_bits);
    }

    void Flush()
    {
        if (_count > 0) Put(0, 8 - _count);
    }
}
