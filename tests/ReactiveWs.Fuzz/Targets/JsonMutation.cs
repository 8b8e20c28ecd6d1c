using System.Buffers;
using System.Text;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>Changes JSON token by token: order, duplicates, other values, other names.</summary>
internal static class JsonMutation
{
    const int MaxLength = 1500;

    static readonly SearchValues<byte> s_marks = SearchValues.Create("{}[]:,\""u8);

    static readonly string[] s_values =
    [
        "null", "true", "0", "-0", "1", "-1", "1.5", "1e3", "1E-400", "1e400", "127", "128", "-129", "255", "65536", "2147483648", "9223372036854775808", "18446744073709551616", "79228162514264337593543950336",
        "0.1000", "01", "+1", ".5", "NaN", "\"NaN\"", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"\\x\"", "\"1\"", "\"Buy\"", "\"buy\"", "\"Sell, Buy\"", "\"AAAA\"", "\"AA=\"", "\"!\"",
        "\"2026-01-01T00:00:00Z\"", "\"2026-02-30\"", "\"2026-01-01\"", "\"9999-12-31T23:59:59.9999999+14:00\"", "\"00:00:01\"", "\"-10675199.02:48:05.4775808\"", "\"00000000-0000-0000-0000-000000000000\"",
        "[]", "[null]", "[1]", "[[]]", "{}", "{\"a\":1}", "{\"price\":1,\"size\":2}", "{", "}", "[", "]", ",", ":", "\"", "/**/", "//\n", " ", "\ufeff",
        "\"type\"", "\"id\"", "\"symbol\"", "\"price\"", "\"Price\"", "\"levels\"", "\"text\"", "\"inner\"", "\"tags\"", "\"quote\"", "\"note\"", "\"numbers\"", "\"answer\"", "\"error\"", "\"message\"", "\"t\\u0079pe\"",
    ];

    public static byte[] Of(byte[] input, byte[] other, Random random)
    {
        if (random.Next(8) == 0) return ByteMutation.Of(input, other, random, MaxLength);
        var (tokens, others) = (Tokens(input), Tokens(other));
        for (var i = random.Next(3); i >= 0; i--) Change(tokens, others, random);
        var mutated = tokens.SelectMany(token => token).Take(MaxLength).ToArray();
        return random.Next(200) == 0 ? Nested(mutated, random) : mutated;
    }

    static void Change(List<byte[]> tokens, List<byte[]> others, Random random)
    {
        if (tokens.Count == 0) tokens.Add([]);
        var (at, to) = (random.Next(tokens.Count), random.Next(tokens.Count));
        switch (random.Next(8))
        {
            case 0: tokens.RemoveAt(at); break;
            case 1: (tokens[at], tokens[to]) = (tokens[to], tokens[at]); break;
            case 2: tokens.Insert(at, Value(random)); break;
            case 3: tokens.InsertRange(at, others.Skip(to % Math.Max(1, others.Count)).Take(1 + random.Next(6))); break;
            case 4: tokens.InsertRange(to, tokens.Skip(at).Take(1 + random.Next(6)).ToArray()); break;
            default: tokens[at] = Value(random); break;
        }
    }

    static byte[] Value(Random random) => Encoding.UTF8.GetBytes(s_values[random.Next(s_values.Length)]);

    /// <summary>Deep, in arrays or in notes within notes.</summary>
    static byte[] Nested(byte[] json, Random random)
    {
        var depth = random.Next(80);
        var open = random.Next(2) == 0 ? "[" : "{\"inner\":";
        return [.. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(open, depth))), .. json, .. Encoding.ASCII.GetBytes(new string(open[0] == '[' ? ']' : '}', depth))];
    }

    /// <summary>Strings, marks, and what is between them.</summary>
    static List<byte[]> Tokens(ReadOnlySpan<byte> text)
    {
        var tokens = new List<byte[]>();
        while (!text.IsEmpty)
        {
            var length = TokenLength(text);
            tokens.Add(text[..length].ToArray());
            text = text[length..];
        }
        return tokens;
    }

    static int TokenLength(ReadOnlySpan<byte> text)
    {
        if (text[0] == (byte)'"')
        {
            var end = text[1..].IndexOf((byte)'"');
            return end < 0 ? text.Length : end + 2;
        }
        var mark = text.IndexOfAny(s_marks);
        return mark switch { 0 => 1, < 0 => text.Length, _ => mark };
    }
}
