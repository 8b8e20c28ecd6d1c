namespace ReactiveWs.Fuzz;

/// <summary>Changes that know nothing of structure.</summary>
internal static class ByteMutation
{
    static readonly byte[] s_interesting = [0x00, 0x01, 0x0A, 0x0D, 0x20, 0x2C, 0x3A, 0x3B, 0x7D, 0x7E, 0x7F, 0x80, 0x81, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0xF5, 0xFE, 0xFF];

    /// <summary>One to four changes of bytes, at most <paramref name="maxLength"/> bytes long.</summary>
    public static byte[] Of(byte[] input, byte[] other, Random random, int maxLength)
    {
        var bytes = new List<byte>(input);
        for (var i = random.Next(4); i >= 0; i--) Change(bytes, other, random);
        if (bytes.Count > maxLength) bytes.RemoveRange(maxLength, bytes.Count - maxLength);
        return [.. bytes];
    }

    static void Change(List<byte> bytes, byte[] other, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        switch (bytes.Count == 0 ? 2 : random.Next(8))
        {
            case 0: bytes[at % bytes.Count] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at % bytes.Count] = Interesting(random); break;
            case 2: bytes.Insert(at, Interesting(random)); break;
            case 3: bytes.RemoveRange(at, Length(random, bytes.Count - at)); break;
            case 4: bytes.InsertRange(at, bytes.GetRange(at, Length(random, bytes.Count - at))); break;
            case 5: InsertPart(bytes, at, other, random); break;
            case 6: bytes.RemoveRange(at, bytes.Count - at); break;
            default: bytes[at % bytes.Count] += (byte)(random.Next(2) == 0 ? 1 : 255); break;
        }
    }

    static void InsertPart(List<byte> bytes, int at, byte[] other, Random random)
    {
        var from = random.Next(other.Length + 1);
        bytes.InsertRange(at, other.AsSpan(from, Length(random, other.Length - from)).ToArray());
    }

    static byte Interesting(Random random) => random.Next(2) == 0 ? s_interesting[random.Next(s_interesting.Length)] : (byte)random.Next(256);

    // short lengths more often
    static int Length(Random random, int most) => most <= 0 ? 0 : Math.Min(most, random.Next(1, 1 << random.Next(1, 9)));
}
