using System.Buffers;
using System.IO.Compression;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class DeflaterTests
{
    public static MatrixTheoryData<int, bool> Settings => new(Enumerable.Range(8, 8), [false, true]);

    readonly ArrayBufferWriter<byte> _output = new();

    [Fact]
    public void A_message_decompresses_to_itself_and_its_flush_mark_is_stripped()
    {
        using var deflater = new Deflater(15, noContextTakeover: false);
        Assert.Equal("Hello"u8, new DeflateOracle().Message(Compressed(deflater, "Hello"u8)));
        Assert.False(_output.WrittenSpan.EndsWith(Wire.Hex("0000FFFF")));
    }

    [Fact] // RFC 7692 §7.2.3.6
    public void An_empty_message_is_one_zero_byte()
    {
        using var deflater = new Deflater(15, noContextTakeover: false);
        Assert.Equal(Wire.Hex("00"), Compressed(deflater, []));
        Assert.NotEmpty(Compressed(deflater, "Hello"u8));
        Assert.Equal(Wire.Hex("00"), Compressed(deflater, []));
    }

    [Fact]
    public void With_its_context_a_repeated_message_shrinks()
    {
        using var deflater = new Deflater(15, noContextTakeover: false);
        var first = Compressed(deflater, Wire.Prose(1000)).Length;
        Assert.True(Compressed(deflater, Wire.Prose(1000)).Length < first / 5);
    }

    [Fact]
    public void Without_context_takeover_a_repeated_message_is_the_same()
    {
        using var deflater = new Deflater(15, noContextTakeover: true);
        Assert.Equal(Compressed(deflater, Wire.Prose(1000)), Compressed(deflater, Wire.Prose(1000)));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void No_distance_exceeds_the_window(int windowBits, bool noContextTakeover)
    {
        using var deflater = new Deflater(windowBits, noContextTakeover);
        var oracle = new DeflateOracle();
        foreach (var message in new[] { Wire.Prose(70_000), Wire.Prose(300, seed: 2), Wire.Prose(70_000), new byte[1000], Wire.Random(2000) })
        {
            if (noContextTakeover) oracle = new DeflateOracle();   // it would not find what an earlier message held
            Assert.Equal(message, oracle.Message(Compressed(deflater, message)));
            Assert.InRange(oracle.MaxDistance, 0, 1 << windowBits);
        }
    }

    [Fact]
    public void The_whole_window_is_used()
    {
        using var deflater = new Deflater(15, noContextTakeover: true);
        var oracle = new DeflateOracle();
        oracle.Message(Compressed(deflater, Wire.Prose(70_000)));
        Assert.InRange(oracle.MaxDistance, 30_000, 32_768);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_message_may_be_compressed_in_parts(int windowBits, bool noContextTakeover)
    {
        using var deflater = new Deflater(windowBits, noContextTakeover);
        var oracle = new DeflateOracle();
        foreach (var sizes in new int[][] { [0], [0, 0], [5, 0], [0, 5], [1, 700, 300], [3000, 1] })
        {
            var message = Wire.Prose(sizes.Sum());
            _output.ResetWrittenCount();
            for (var (i, at) = (0, 0); i < sizes.Length; at += sizes[i++]) deflater.Compress(message.AsSpan(at, sizes[i]), i == sizes.Length - 1, _output);
            Assert.Equal(message, oracle.Message(_output.WrittenSpan));
        }
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Every_level_and_every_length_around_the_compressors_buffer_decompresses(CompressionLevel level)
    {
        using var deflater = new Deflater(15, noContextTakeover: false, level);
        var oracle = new DeflateOracle();
        foreach (var length in new[] { 1, 2, 3, 4, 5 }.Concat(Enumerable.Range(8170, 30)).Append(16_384))
        {
            Assert.Equal(Wire.Random(length, length), oracle.Message(Compressed(deflater, Wire.Random(length, length))));
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(16)]
    public void A_window_outside_the_RFC_is_refused(int windowBits) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(windowBits), () => new Deflater(windowBits, noContextTakeover: false));

    [Fact]
    public void Once_disposed_it_refuses()
    {
        var deflater = new Deflater(15, noContextTakeover: false);
        deflater.Dispose();
        deflater.Dispose();
        Assert.Throws<ObjectDisposedException>(() => deflater.Compress("Hello"u8, _output));
    }

    [Fact]
    public void With_its_context_it_allocates_nothing_per_message()
    {
        using var deflater = new Deflater(15, noContextTakeover: false);
        var message = Wire.Prose(500);
        deflater.Compress(message, _output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _output.ResetWrittenCount();
            deflater.Compress(message, _output);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    byte[] Compressed(Deflater deflater, ReadOnlySpan<byte> message)
    {
        _output.ResetWrittenCount();
        deflater.Compress(message, _output);
        return _output.WrittenSpan.ToArray();
    }
}
