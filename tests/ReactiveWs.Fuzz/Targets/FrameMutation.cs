using System.Buffers;
using System.Text;
using ReactiveWs.Frames;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>Changes a sequence of frames: their order, their headers, their payloads.</summary>
internal static class FrameMutation
{
    const int MostUnits = 24;
    const int MostPayload = 700;

    // whole, cut, overlong, surrogate, beyond Unicode (RFC 3629)
    static readonly byte[][] s_texts =
    [
        [], "Hello"u8.ToArray(), "κόσμε"u8.ToArray(), "😀"u8.ToArray(), [0xF0, 0x9F], [0x98, 0x80], [0xC3], [0xA4], [0xC0, 0xAF], [0xE0, 0x80, 0xAF],
        [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0xFF], Encoding.UTF8.GetBytes(new string('ä', 70)), new byte[130],
    ];

    static readonly int[] s_codes = [0, 999, 1000, 1001, 1003, 1004, 1005, 1006, 1007, 1011, 1014, 1015, 1016, 2999, 3000, 4999, 5000, 65535];

    static readonly byte[][] s_compressed = [.. Compressed()];

    /// <summary>One to three changes; the result speaks as the given side's peer does, for the most part.</summary>
    public static List<FrameUnit> Of(List<FrameUnit> units, List<FrameUnit> others, Random random, bool masked)
    {
        for (var i = random.Next(3); i >= 0; i--) Change(units, others, random);
        if (units.Count > MostUnits) units.RemoveRange(MostUnits, units.Count - MostUnits);
        var keepsMask = random.Next(16) == 0;
        return keepsMask ? units : [.. units.Select(unit => unit with { Masked = masked })];
    }

    static void Change(List<FrameUnit> units, List<FrameUnit> others, Random random)
    {
        var at = random.Next(units.Count + 1);
        if (units.Count == 0 || random.Next(3) == 0) units.Insert(at, New(random));
        else if (random.Next(3) == 0) ChangeOrder(units, others, at % units.Count, random);
        else if (random.Next(4) == 0) Split(units, at % units.Count, random);
        else units[at % units.Count] = Changed(units[at % units.Count], others, random);
    }

    static void ChangeOrder(List<FrameUnit> units, List<FrameUnit> others, int at, Random random)
    {
        switch (random.Next(4))
        {
            case 0: units.RemoveAt(at); break;
            case 1: units.Insert(random.Next(units.Count), units[at]); break;
            case 2: units.InsertRange(at, others.Take(1 + random.Next(4))); break;
            default: units.RemoveRange(at, units.Count - at); break;
        }
    }

    /// <summary>Fragments a frame (§5.4).</summary>
    static void Split(List<FrameUnit> units, int at, Random random)
    {
        var whole = units[at];
        var cut = random.Next(whole.Payload.Length + 1);
        units[at] = whole with { First = (byte)(whole.First & 0x7F), Payload = whole.Payload[..cut], LengthForm = -1 };
        units.Insert(at + 1, whole with { First = (byte)(whole.First & 0x80), Payload = whole.Payload[cut..], LengthForm = -1 });
    }

    static FrameUnit Changed(FrameUnit unit, List<FrameUnit> others, Random random) => random.Next(12) switch
    {
        0 => unit with { First = (byte)(unit.First ^ 0x80) },
        1 => unit with { First = (byte)(unit.First ^ (0x10 << random.Next(3))) },
        2 => unit with { First = (byte)((unit.First & 0xF0) | random.Next(16)) },
        3 => unit with { Masked = !unit.Masked },
        4 => unit with { LengthForm = random.Next(3) switch { 0 => -1, 1 => 2, _ => 8 } },
        5 => unit with { Announced = random.Next(4) switch { 0 => 1, 1 => -1, 2 => 1L << random.Next(63), _ => long.MinValue } },
        6 => unit with { Payload = s_texts[random.Next(s_texts.Length)] },
        7 => unit with { Payload = Cut([.. unit.Payload, .. s_texts[random.Next(s_texts.Length)]]) },
        8 => unit with { First = (byte)(unit.First | 0x40), Payload = s_compressed[random.Next(s_compressed.Length)] },
        9 => unit with { Payload = Cut([.. unit.Payload, .. unit.Payload]) },
        _ => unit with { Payload = ByteMutation.Of(unit.Payload, others.Count == 0 ? [] : others[^1].Payload, random, MostPayload) },
    };

    static byte[] Cut(byte[] payload) => payload.Length <= MostPayload ? payload : payload[..MostPayload];

    static FrameUnit New(Random random)
    {
        var fin = random.Next(3) > 0 ? 0x80 : 0;
        return random.Next(8) switch
        {
            0 => Frame(0x89, s_texts[random.Next(s_texts.Length)]),
            1 => Frame(0x8A, s_texts[random.Next(s_texts.Length)]),
            2 => Frame(0x88, Close(random)),
            3 => Frame(fin, s_texts[random.Next(s_texts.Length)]),
            4 => Frame(fin | 2, new byte[random.Next(1, MostPayload)]),
            5 => Frame(fin | 0x40 | random.Next(1, 3), s_compressed[random.Next(s_compressed.Length)]),
            _ => Frame(fin | 1, s_texts[random.Next(s_texts.Length)]),
        };
    }

    static FrameUnit Frame(int first, byte[] payload) => new((byte)first, false, -1, 0, payload);

    static byte[] Close(Random random)
    {
        var code = s_codes[random.Next(s_codes.Length)];
        return [(byte)(code >> 8), (byte)code, .. s_texts[random.Next(s_texts.Length)]];
    }

    static IEnumerable<byte[]> Compressed()
    {
        yield return [0x00];
        yield return [0x03, 0x00];                                          // a final block of nothing
        yield return [0x00, 0x00, 0x00, 0xFF, 0xFF];                        // a stored block of nothing
        yield return [0x06];                                                // a reserved block type
        foreach (var text in (string[])["Hello", new string('a', 60), new string('a', 4000), new string('x', 200_000), "κόσμε", string.Concat(Enumerable.Range(0, 60))])
        {
            var output = new ArrayBufferWriter<byte>();
            using var deflater = new Deflater(15, noContextTakeover: true);
            deflater.Compress(Encoding.UTF8.GetBytes(text), output);
            yield return output.WrittenSpan.ToArray();
        }
    }
}
