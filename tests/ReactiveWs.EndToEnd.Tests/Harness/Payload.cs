namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>Content that gives compression something to find, near and far.</summary>
internal static class Payload
{
    /// <summary>Random letters that repeat after 20,000: farther back than small windows reach, nearer than the largest.</summary>
    public static string Text(int length, int seed = 1)
    {
        var random = new Random(seed);
        var block = new char[Math.Min(length, 20_000)];
        for (var i = 0; i < block.Length; i++)
        {
            block[i] = i % 97 == 0 ? 'ä' : (char)('a' + random.Next(26));
        }

        return string.Create(length, block, static (text, block) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = block[i % block.Length];
            }
        });
    }

    /// <summary>Every byte value, in no order, the same each time.</summary>
    public static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
