using System.Buffers;
using FsCheck.Fluent;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

/// <summary>Messages with final blocks, which RFC 7692 §7.2.1 allows and few senders make.</summary>
public sealed class InflaterFinalBlockTests : IDisposable
{
    const long NoLimit = long.MaxValue;
    const string Hello = "F2 48 CD C9 C9 07 00";
    const string HelloFromContext = "F2 00 11 00 00";
    const string FinalHello = "F3 48 CD C9 C9 07 00";

    static readonly FsCheck.Gen<(byte[] Bytes, bool Finish)[]> s_pieces =
        Gen.Choose(1, 5).SelectMany(count => Deflated.Messages.Zip(ArbMap.Default.GeneratorFor<bool>()).ArrayOf(count));

    readonly ArrayBufferWriter<byte> _output = new();
    readonly Inflater _inflater = new(noContextTakeover: false);

    public void Dispose() => _inflater.Dispose();

    [Theory]
    [InlineData(FinalHello)]                             // ends with the final block
    [InlineData(FinalHello + "00")]                      // §7.2.3.4
    [InlineData(FinalHello, "")]
    [InlineData(FinalHello, "00")]
    [InlineData("F3 48 CD C9", "C9 07 00")]
    [InlineData("F3", "48 CD C9 C9 07 00 00")]
    [InlineData("03 00" + Hello)]                        // an empty final block, then a message
    [InlineData("03 00 03 00 03 00" + FinalHello + "03 00")]
    [InlineData("F2 48 05 00 00 00 FF FF CB C9 C9 07 00")]
    [InlineData("F2 48 CD C9 C9 07 00 00 00 FF FF 01")]  // §7.2.1 strips the rest of the final block 01 0000 FFFF
    [InlineData("01 05 00 FA FF 48 65 6C 6C 6F")]        // stored
    [InlineData("01 05 00 FA", "FF 48 65 6C 6C 6F 00")]
    public void After_a_final_block_this_message_and_the_next_decompress(params string[] fragments)
    {
        Assert.Equal("Hello", Inflated(fragments));
        Assert.Equal("Hello", Inflated(Hello));
        Assert.Equal("Hello", Inflated(HelloFromContext));
    }

    [Theory]
    [InlineData(FinalHello + Hello)]
    [InlineData(FinalHello, Hello)]
    [InlineData("F3 48 CD C9 C9 07 00 F2", "48 CD C9 C9 07 00")]
    public void What_follows_a_final_block_belongs_to_the_message(params string[] fragments) => Assert.Equal("HelloHello", Inflated(fragments));

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(8192)]
    [InlineData(70_000)]
    [InlineData(1_000_000)]
    public void A_long_final_block_ends_where_it_ends_whatever_the_fragments(int fragmentSize)
    {
        var message = Wire.Prose(fragmentSize == 1 ? 10_000 : 600_000);
        byte[] twice = [.. Deflated.Finished(message), .. Deflated.Finished(message), 0x00];
        foreach (var fragment in twice.Chunk(fragmentSize)) Assert.Null(_inflater.Inflate(fragment, endOfMessage: false, _output, NoLimit));
        Assert.Null(_inflater.Inflate([], endOfMessage: true, _output, NoLimit));
        Assert.Equal([.. message, .. message], _output.WrittenSpan);
        Assert.Equal("Hello", Inflated(Hello));
    }

    [Fact]
    public void Any_mix_of_flushed_and_finished_pieces_decompresses_whatever_the_fragments()
    {
        var random = new Random(1);
        Inputs.Hold(s_pieces.ToArbitrary(), pieces =>
        {
            byte[] compressed = [.. pieces.SelectMany(piece => piece.Finish ? Deflated.Finished(piece.Bytes) : Deflated.Flushed(piece.Bytes)), .. pieces[^1].Finish ? Wire.Hex("00") : []];
            if (!pieces[^1].Finish) compressed = compressed[..^4];
            var inflated = new ArrayBufferWriter<byte>();
            var rest = compressed.AsSpan();
            while (random.Next(5) > 0)
            {
                var size = random.Next(rest.Length + 1);
                Assert.Null(_inflater.Inflate(rest[..size], endOfMessage: false, inflated, NoLimit));
                rest = rest[size..];
            }

            Assert.Null(_inflater.Inflate(rest, endOfMessage: true, inflated, NoLimit));
            Assert.Equal([.. pieces.SelectMany(piece => piece.Bytes)], inflated.WrittenSpan);
        }, count: 60);
    }

    string Inflated(params string[] fragments)
    {
        _output.ResetWrittenCount();
        for (var i = 0; i < fragments.Length; i++) Assert.Null(_inflater.Inflate(Wire.Hex(fragments[i]), i == fragments.Length - 1, _output, NoLimit));
        return Wire.Text(_output);
    }
}
