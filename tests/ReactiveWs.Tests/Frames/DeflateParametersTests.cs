using System.Buffers;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class DeflateParametersTests
{
    [Theory]
    [InlineData(Side.Server)]
    [InlineData(Side.Client)]
    internal void What_one_side_compresses_the_other_reads_within_the_agreed_window(Side sender)
    {
        var parameters = new DeflateParameters(ServerNoContextTakeover: true, ClientNoContextTakeover: false, ServerMaxWindowBits: 9, ClientMaxWindowBits: 12);
        using var deflater = parameters.CreateDeflater(sender);
        using var inflater = parameters.CreateInflater(sender == Side.Server ? Side.Client : Side.Server);
        var (compressed, inflated, message) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>(), Wire.Prose(20_000));
        deflater.Compress(message, compressed);
        Assert.Null(inflater.Inflate(compressed.WrittenSpan, endOfMessage: true, inflated, message.Length));
        Assert.Equal(message, inflated.WrittenSpan);

        var oracle = new DeflateOracle();
        oracle.Message(compressed.WrittenSpan);
        var window = sender == Side.Server ? 512 : 4096;
        Assert.InRange(oracle.MaxDistance, window / 2, window);
    }

    [Theory]
    [InlineData(Side.Server, true)]    // the client keeps its context
    [InlineData(Side.Client, false)]   // the server does not
    internal void Each_side_expects_the_context_that_the_other_keeps(Side receiver, bool known)
    {
        using var inflater = new DeflateParameters(ServerNoContextTakeover: true, ClientNoContextTakeover: false).CreateInflater(receiver);
        var output = new ArrayBufferWriter<byte>();
        Assert.Null(inflater.Inflate(Wire.Hex("F2 48 CD C9 C9 07 00"), endOfMessage: true, output, 100));
        Assert.Equal(known, inflater.Inflate(Wire.Hex("F2 00 11 00 00"), endOfMessage: true, output, 100) is null);
    }
}
