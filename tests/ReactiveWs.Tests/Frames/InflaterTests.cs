using System.Buffers;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class InflaterTests
{
    private const long NoLimit = long.MaxValue;

    private readonly ArrayBufferWriter<byte> _output = new();

    [Theory] // RFC 7692 §7.2.3.1–7.2.3.6
    [InlineData("F2 48 CD C9 C9 07 00", "Hello")]
    [InlineData("00 05 00 FA FF 48 65 6C 6C 6F 00", "Hello")]
    [InlineData("F3 48 CD C9 C9 07 00 00", "Hello")]
    [InlineData("F2 48 05 00 00 00 FF FF CA C9 C9 07 00", "Hello")]
    [InlineData("00", "")]
    public void The_examples_of_RFC_7692_decompress(string compressed, string message)
    {
        using var inflater = new Inflater(noContextTakeover: false);
        Assert.Null(inflater.Inflate(Wire.Hex(compressed), endOfMessage: true, _output, NoLimit));
        Assert.Equal(message, Wire.Text(_output));
    }

    [Fact]
    public void A_second_message_may_refer_to_the_first()
    {
        using var inflater = new Inflater(noContextTakeover: false);
        Assert.Null(inflater.Inflate(Wire.Hex("F2 48 CD C9 C9 07 00"), endOfMessage: true, _output, NoLimit));
        Assert.Null(inflater.Inflate(Wire.Hex("F2 00 11 00 00"), endOfMessage: true, _output, NoLimit));
        Assert.Equal("HelloHello", Wire.Text(_output));
    }
}
