namespace ReactiveWs.Tests.Frames;

public sealed class DeflateOracleTests
{
    [Theory] // RFC 7692 §7.2.3
    [InlineData("F2 48 CD C9 C9 07 00", "Hello", 2, 0)]
    [InlineData("00 05 00 FA FF 48 65 6C 6C 6F 00", "Hello", 2, 0)]
    [InlineData("F3 48 CD C9 C9 07 00 00", "Hello", 2, 1)]
    [InlineData("F2 48 05 00 00 00 FF FF CA C9 C9 07 00", "Hello", 4, 0)]
    [InlineData("00", "", 1, 0)]
    public void The_examples_of_RFC_7692_decompress(string compressed, string message, int blocks, int final)
    {
        var oracle = new DeflateOracle();
        Assert.Equal(Wire.Utf8(message), oracle.Message(Wire.Hex(compressed)));
        Assert.Equal((blocks, final), oracle.Blocks);
    }

    [Fact]
    public void The_distance_into_the_message_before_is_seen()
    {
        var oracle = new DeflateOracle();
        oracle.Message(Wire.Hex("F2 48 CD C9 C9 07 00"));
        Assert.Equal("Hello"u8, oracle.Message(Wire.Hex("F2 00 11 00 00")));
        Assert.Equal(5, oracle.MaxDistance);
    }
}
