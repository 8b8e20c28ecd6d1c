using System.Buffers;
using FsCheck.Fluent;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class InflaterTests : IDisposable
{
    const long NoLimit = long.MaxValue;
    const string Hello = "F2 48 CD C9 C9 07 00";
    const string HelloFromContext = "F2 00 11 00 00";

    readonly ArrayBufferWriter<byte> _output = new();
    readonly Inflater _inflater = new(noContextTakeover: false);

    public static MatrixTheoryData<int, bool> Settings => new(Enumerable.Range(8, 8), [false, true]);

    public void Dispose() => _inflater.Dispose();

    [Theory] // RFC 7692 §7.2.3.1–7.2.3.6
    [InlineData(Hello, "Hello")]
    [InlineData("00 05 00 FA FF 48 65 6C 6C 6F 00", "Hello")]
    [InlineData("F3 48 CD C9 C9 07 00 00", "Hello")]
    [InlineData("F2 48 05 00 00 00 FF FF CA C9 C9 07 00", "Hello")]
    [InlineData("00", "")]
    public void The_examples_of_RFC_7692_decompress(string compressed, string message) => Assert.Equal(message, Inflated(compressed));

    [Theory]
    [InlineData("F2 48 CD", "C9 C9 07 00")]
    [InlineData("F2", "48 CD C9 C9 07", "00")]
    [InlineData("", Hello, "")]
    public void A_message_may_come_in_fragments(params string[] fragments) => Assert.Equal("Hello", Inflated(fragments));

    [Fact]
    public void A_message_may_refer_to_the_one_before()
    {
        Assert.Equal("Hello", Inflated(Hello));
        Assert.Equal("Hello", Inflated(HelloFromContext));
    }

    [Fact]
    public void Without_context_takeover_there_is_nothing_before()
    {
        using var inflater = new Inflater(noContextTakeover: true);
        Assert.Null(inflater.Inflate(Wire.Hex(Hello), endOfMessage: true, _output, NoLimit));
        Assert.Same(Violation.DeflateCorrupt, inflater.Inflate(Wire.Hex(HelloFromContext), endOfMessage: true, _output, NoLimit));
    }

    [Fact]
    public void A_message_without_compressed_bytes_is_empty_and_harms_nothing()
    {
        Assert.Equal("Hello", Inflated(Hello));
        Assert.Equal("", Inflated(""));
        Assert.Equal("Hello", Inflated(HelloFromContext));
    }

    [Theory] // RFC 7692 §7.2.2: the flush's mark would become data
    [InlineData("00 05 00 FA FF 48")]
    [InlineData("00 04 00 FB FF")]
    [InlineData("01 09 00 F6 FF 48 65 6C 6C")]
    public void A_message_that_ends_within_a_stored_block_is_a_violation(string compressed)
    {
        Assert.Same(Violation.DeflateCorrupt, _inflater.Inflate(Wire.Hex(compressed), endOfMessage: true, _output, NoLimit));
        Assert.DoesNotContain((byte)0xFF, _output.WrittenSpan.ToArray());
    }

    [Theory]
    [InlineData("07")]                         // block type 3
    [InlineData("00 05 00 00 00")]             // a stored block whose length is not repeated
    [InlineData(HelloFromContext)]             // refers to before the beginning
    [InlineData("FF FF FF FF")]
    public void Corrupt_data_are_a_violation(string compressed) =>
        Assert.Same(Violation.DeflateCorrupt, _inflater.Inflate(Wire.Hex(compressed), endOfMessage: true, _output, NoLimit));

    [Theory]
    [InlineData(1000)]
    [InlineData(65_536)]
    [InlineData(100_000)]
    public void A_message_may_be_as_long_as_the_limit_and_no_longer(int limit)
    {
        Assert.Null(_inflater.Inflate(Deflated.Message(new byte[limit]), endOfMessage: true, _output, limit));
        Assert.Equal(limit, _output.WrittenCount);
        Assert.Null(_inflater.Inflate(Deflated.Message(Wire.Prose(limit)), endOfMessage: true, _output, limit));   // each message anew
        Assert.Same(Violation.InflatedTooBig, _inflater.Inflate(Deflated.Message(new byte[limit + 1]), endOfMessage: true, _output, limit));
        Assert.Equal(3 * limit, _output.WrittenCount);
    }

    [Fact]
    public void The_limit_counts_a_messages_fragments_together()
    {
        Assert.Null(_inflater.Inflate(Wire.Hex("F2 48 CD C9"), endOfMessage: false, _output, 4));
        Assert.Same(Violation.InflatedTooBig, _inflater.Inflate(Wire.Hex("C9 07 00"), endOfMessage: true, _output, 4));
    }

    [Fact]
    public void With_a_limit_of_zero_only_an_empty_message_passes()
    {
        Assert.Null(_inflater.Inflate([0x00], endOfMessage: true, _output, 0));
        Assert.Same(Violation.InflatedTooBig, _inflater.Inflate(Wire.Hex(Hello), endOfMessage: true, _output, 0));
        Assert.Equal(0, _output.WrittenCount);
    }

    [Fact]
    public void A_bomb_is_stopped_at_the_limit()
    {
        var bomb = Deflated.Message(new byte[50_000_000]);
        Assert.True(bomb.Length < 60_000);
        Assert.Same(Violation.InflatedTooBig, _inflater.Inflate(bomb, endOfMessage: true, _output, 100_000));
        Assert.Equal(100_000, _output.WrittenCount);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void What_was_compressed_decompresses_whatever_the_fragments(int windowBits, bool noContextTakeover)
    {
        var random = new Random(windowBits);
        using var deflater = new Deflater(windowBits, noContextTakeover);
        using var inflater = new Inflater(noContextTakeover);
        Inputs.Hold(Deflated.Messages.ToArbitrary(), message =>
        {
            var (compressed, inflated, at) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>(), 0);
            deflater.Compress(message, compressed);
            while (at < compressed.WrittenCount && random.Next(4) > 0)
            {
                var size = random.Next(compressed.WrittenCount - at);
                Assert.Null(inflater.Inflate(compressed.WrittenSpan.Slice(at, size), endOfMessage: false, inflated, message.Length));
                at += size;
            }

            Assert.Null(inflater.Inflate(compressed.WrittenSpan[at..], endOfMessage: true, inflated, message.Length));
            Assert.Equal(message, inflated.WrittenSpan);
        }, count: 60);
    }

    [Fact]
    public void No_input_makes_it_throw() => Inputs.Hold(Inputs.Bytes, bytes =>
    {
        using var inflater = new Inflater(noContextTakeover: bytes.Length % 2 == 0);
        var violation = inflater.Inflate(bytes.AsSpan(0, bytes.Length / 2), endOfMessage: false, _output, 10_000)
            ?? inflater.Inflate(bytes.AsSpan(bytes.Length / 2), endOfMessage: true, _output, 10_000)
            ?? inflater.Inflate(bytes, endOfMessage: true, _output, 10_000);
        Assert.True(violation is null || violation == Violation.DeflateCorrupt || violation == Violation.InflatedTooBig);
    }, count: 2000);

    [Fact]
    public void No_damage_to_good_data_makes_it_throw()
    {
        var good = Deflated.Finished(Wire.Prose(3000));
        for (var i = 0; i < good.Length * 8; i += 3)
        {
            var (damaged, at) = (good.ToArray(), i / 8);
            damaged[at] ^= (byte)(1 << (i % 8));
            using var inflater = new Inflater(noContextTakeover: false);
            _ = inflater.Inflate(damaged.AsSpan(0, at), endOfMessage: false, _output, 10_000)
                ?? inflater.Inflate(damaged.AsSpan(at), endOfMessage: false, _output, 10_000)
                ?? inflater.Inflate(damaged, endOfMessage: true, _output, 10_000);
            _output.ResetWrittenCount();
        }
    }

    [Fact]
    public void Once_disposed_it_refuses()
    {
        _inflater.Dispose();
        _inflater.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _inflater.Inflate([0x00], endOfMessage: true, _output, NoLimit));
    }

    [Fact]
    public void With_its_context_it_allocates_nothing_per_message()
    {
        var compressed = Deflated.Message(Wire.Prose(500));
        _inflater.Inflate(compressed, endOfMessage: true, _output, NoLimit);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _output.ResetWrittenCount();
            _inflater.Inflate(compressed, endOfMessage: true, _output, NoLimit);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    string Inflated(params string[] fragments)
    {
        _output.ResetWrittenCount();
        for (var i = 0; i < fragments.Length; i++) Assert.Null(_inflater.Inflate(Wire.Hex(fragments[i]), i == fragments.Length - 1, _output, NoLimit));
        return Wire.Text(_output);
    }
}
