using System.Buffers;
using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

/// <summary>Compressed bytes as senders make them.</summary>
internal static class Deflated
{
    /// <summary>A message without context, its flush mark stripped (RFC 7692 §7.2.1).</summary>
    public static byte[] Message(byte[] message)
    {
        using var deflater = new Deflater(15, noContextTakeover: true);
        var compressed = new ArrayBufferWriter<byte>();
        deflater.Compress(message, compressed);
        return compressed.WrittenSpan.ToArray();
    }

    /// <summary>The same with its flush mark, as within a message.</summary>
    public static byte[] Flushed(byte[] message) => [.. Message(message), 0x00, 0x00, 0xFF, 0xFF];

    /// <summary>As a sender does that ends its DEFLATE stream, with a final block, instead of flushing it.</summary>
    public static byte[] Finished(byte[] message, CompressionLevel level = CompressionLevel.Optimal)
    {
        var memory = new MemoryStream();
        using (var deflate = new DeflateStream(memory, level)) deflate.Write(message);
        return memory.ToArray();
    }

    /// <summary>Messages that compress well, badly, and not at all.</summary>
    public static Gen<byte[]> Messages { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>(),
        Gen.Choose(0, 20_000).Select(length => Wire.Prose(length, length)),
        Gen.Choose(0, 20_000).Select(length => new byte[length]),
        Gen.Choose(0, 20_000).Select(length => Wire.Random(length, length)));
}
