using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class FrameWriterTests
{
    [Theory] // RFC 6455 §5.7
    [InlineData(Opcode.Text, true, 5, null, "81 05")]
    [InlineData(Opcode.Text, true, 5, 0x3d21fa37u, "81 85 37FA213D")]
    [InlineData(Opcode.Text, false, 3, null, "01 03")]
    [InlineData(Opcode.Continuation, true, 2, null, "80 02")]
    [InlineData(Opcode.Ping, true, 5, null, "89 05")]
    [InlineData(Opcode.Pong, true, 5, 0x3d21fa37u, "8A 85 37FA213D")]
    [InlineData(Opcode.Binary, true, 256, null, "82 7E 0100")]
    [InlineData(Opcode.Binary, true, 65_536, null, "82 7F 0000000000010000")]
    internal void The_examples_of_RFC_6455_are_written(Opcode opcode, bool fin, long length, uint? mask, string wire) =>
        Assert.Equal(Wire.Hex(wire), Written(opcode, fin, compressed: false, length, mask));

    [Theory]
    [InlineData(0, "82 80 01020304")]
    [InlineData(125, "82 FD 01020304")]
    [InlineData(126, "82 FE 007E 01020304")]
    [InlineData(65_535, "82 FE FFFF 01020304")]
    [InlineData(65_536, "82 FF 0000000000010000 01020304")]
    [InlineData(long.MaxValue, "82 FF 7FFFFFFFFFFFFFFF 01020304")]
    public void Each_length_takes_its_shortest_form(long length, string wire)
    {
        Assert.Equal(Wire.Hex(wire), Written(Opcode.Binary, fin: true, compressed: false, length, 0x04030201u));
        Assert.Equal(Wire.Hex(wire).Length, FrameWriter.HeaderSize(length, masked: true));
        Assert.Equal(Wire.Hex(wire).Length - 4, FrameWriter.HeaderSize(length, masked: false));
    }

    [Fact]
    public void A_compressed_frame_sets_RSV1() => Assert.Equal(Wire.Hex("C1 07"), Written(Opcode.Text, fin: true, compressed: true, 7, null));

    [Fact]
    public void A_key_of_zero_still_masks() => Assert.Equal(Wire.Hex("81 80 00000000"), Written(Opcode.Text, fin: true, compressed: false, 0, 0u));

    [Fact]
    public void No_header_is_longer_than_the_longest() => Assert.Equal(FrameWriter.MaxHeaderSize, FrameWriter.HeaderSize(long.MaxValue, masked: true));

    static byte[] Written(Opcode opcode, bool fin, bool compressed, long length, uint? mask)
    {
        var output = new byte[FrameWriter.HeaderSize(length, mask.HasValue)];   // not one byte more than it claims to need
        Assert.Equal(output.Length, FrameWriter.WriteHeader(output, opcode, fin, compressed, length, mask));
        return output;
    }
}
