using System.IO.Compression;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class BlockWalkerTests
{
    [Theory]
    [InlineData("03 00", 10)]                               // fixed and empty: 3 + 7 bits
    [InlineData("F3 48 CD C9 C9 07 00", 50)]                // fixed: 3 + 5 × 8 + 7 bits
    [InlineData("01 05 00 FA FF 48 65 6C 6C 6F", 80)]       // stored
    [InlineData("00 00 00 FF FF 03 00", 50)]                // stored and empty, then the final one
    public void It_finds_the_end_of_the_final_block(string data, long boundary)
    {
        Assert.Equal(boundary, Walk(Wire.Hex(data)).Boundary);
        Assert.Equal(boundary, Walk([.. Wire.Hex(data), 0xFF, 0xFF]).Boundary);   // whatever follows
    }

    [Theory]
    [InlineData("00 00 00 FF FF", 40)]
    [InlineData("00 00 00 FF FF 01 05 00", 40)]             // a stored block's header is cut off
    [InlineData("00 00 00 FF FF 01 05 00 FA FF 48", 40)]    // its bytes are
    [InlineData("00 00 00 FF FF 07", 40)]                   // a reserved type
    [InlineData("", 0)]
    public void Without_a_final_block_it_stops_after_the_last_complete_one(string data, long boundary) =>
        Assert.Equal(boundary, Walk(Wire.Hex(data)).Boundary);

    [Fact]
    public void A_block_may_begin_within_a_byte()
    {
        var walker = new BlockWalker(Wire.Hex("02 0C 00"), firstBit: 10);   // behind an empty one of 10 bits
        walker.WalkToFinal();
        Assert.Equal(20, walker.Boundary);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Whatever_the_compressor_finishes_is_walked_to_its_end(CompressionLevel level)
    {
        foreach (var message in new[] { Wire.Prose(100), Wire.Prose(100_000), new byte[100_000], Wire.Random(100_000), Wire.Utf8("aaaaaaaaaaaaaaaaaaaaaaaaaaaa") })
        {
            var compressed = Deflated.Finished(message, level);
            Assert.Equal(compressed.Length, Walk([.. compressed, 0xFF, 0xFF, 0xFF]).ByteEnd);
        }
    }

    [Fact]
    public void No_input_makes_it_throw_or_pass_the_end() => Inputs.Hold(Inputs.Bytes, bytes =>
    {
        for (var start = 0; start < 8; start++)
        {
            var walker = new BlockWalker(bytes, start);
            walker.WalkToFinal();
            Assert.InRange(walker.Boundary, start, Math.Max(start, bytes.Length * 8));
        }
    }, count: 2000);

    static BlockWalker Walk(byte[] data)
    {
        var walker = new BlockWalker(data, 0);
        walker.WalkToFinal();
        return walker;
    }
}
