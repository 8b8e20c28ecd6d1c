using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class BlockTrailTests
{
    const string FinalHello = "F3 48 CD C9 C9 07 00";

    readonly BlockTrail _trail = new();

    [Theory]
    [InlineData(FinalHello, 7)]
    [InlineData(FinalHello + "00", 7)]
    [InlineData("03 00" + FinalHello, 2)]
    public void In_one_piece_the_end_is_the_final_blocks(string piece, int end) => Assert.Equal(end, _trail.EndOfFinalBlock(Wire.Hex(piece)));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    public void In_two_pieces_the_end_is_within_the_second(int first)
    {
        byte[] whole = [.. Wire.Hex(FinalHello), 0xFF, 0xFF];
        _trail.Append(whole.AsSpan(0, first));
        Assert.Equal(7 - first, _trail.EndOfFinalBlock(whole.AsSpan(first)));
    }

    [Fact]
    public void Cleared_it_begins_anew()
    {
        _trail.Append(Wire.Hex("F2 48 CD"));
        _trail.Clear();
        Assert.Equal(7, _trail.EndOfFinalBlock(Wire.Hex(FinalHello)));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void It_keeps_no_more_than_the_blocks_that_are_open(int pieceSize)
    {
        var compressed = Deflated.Finished(Wire.Prose(4_000_000));
        Assert.True(compressed.Length > 500_000);

        foreach (var piece in compressed[..^10].Chunk(pieceSize))
        {
            _trail.Append(piece);
            Assert.InRange(_trail.Kept, 0, 200_000);
        }

        Assert.Equal(10, _trail.EndOfFinalBlock([.. compressed[^10..], 0xFF, 0xFF]));
        _trail.Clear();
        Assert.Equal(0, _trail.Kept);
    }
}
