using System.Buffers;
using System.IO.Compression;
using System.Text;
using ReactiveWs.Frames;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>Changes compressed messages: joins blocks, cuts them, makes them final, and flips their bits.</summary>
internal static class DeflateMutation
{
    // what ends on a byte, so that any two may stand one behind the other
    static readonly byte[][] s_blocks =
    [
        [0x00, 0x00, 0x00, 0xFF, 0xFF], [0x01, 0x00, 0x00, 0xFF, 0xFF], [0x00, 0x03, 0x00, 0xFC, 0xFF, 0x61, 0x62, 0x63], [0x01, 0x01, 0x00, 0xFE, 0xFF, 0x61],
        [0x03, 0x00], [0x4B, 0x04, 0x00], .. DeflateSeeds.Made(),
    ];

    public static void Change(List<byte[]> messages, List<byte[]> others, Random random)
    {
        if (messages.Count == 0) messages.Add([]);
        var at = random.Next(messages.Count);
        var block = s_blocks[random.Next(s_blocks.Length)];
        var message = messages[at];
        switch (random.Next(8))
        {
            case 0: messages.Insert(at, block); break;
            case 1: messages[at] = [.. message, .. block]; break;
            case 2: messages[at] = [.. block, .. message]; break;
            case 3: messages[at] = Flipped(message, 0x01); break;
            case 4: messages.RemoveAt(at); break;
            case 5: messages.InsertRange(at, others); break;
            default: messages[at] = ByteMutation.Of(message, others.Count == 0 ? block : others[0], random, int.MaxValue); break;
        }
    }

    static byte[] Flipped(byte[] message, byte bit) => message.Length == 0 ? message : [(byte)(message[0] ^ bit), .. message[1..]];
}

/// <summary>Messages as compressors make them.</summary>
internal static class DeflateSeeds
{
    static readonly string[] s_texts = ["", "a", "Hello", new('a', 300), new('x', 20_000), string.Concat(Enumerable.Range(0, 300)), "κόσμε κόσμε", Mixed(900)];

    public static IEnumerable<byte[]> Made()
    {
        foreach (var text in s_texts)
        {
            foreach (var level in (CompressionLevel[])[CompressionLevel.Optimal, CompressionLevel.Fastest, CompressionLevel.NoCompression, CompressionLevel.SmallestSize])
            {
                yield return Flushed(text, level);
                yield return Finished(text, level);
            }
        }
    }

    static byte[] Flushed(string text, CompressionLevel level)
    {
        var output = new ArrayBufferWriter<byte>();
        using var deflater = new Deflater(15, noContextTakeover: true, level);
        deflater.Compress(Encoding.UTF8.GetBytes(text), output);
        return output.WrittenSpan.ToArray();
    }

    static byte[] Finished(string text, CompressionLevel level)
    {
        var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, level)) deflate.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }

    static string Mixed(int length) => string.Create(length, 17, static (text, step) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)(' ' + i * step * step % 91);
    });
}
