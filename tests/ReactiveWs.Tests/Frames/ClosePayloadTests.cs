using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class ClosePayloadTests
{
    [Theory]
    [InlineData("", 1005, "")]
    [InlineData("03E8", 1000, "")]
    [InlineData("03F0 6279 65", 1008, "bye")]
    [InlineData("0FA0 CEBA", 4000, "κ")]
    public void A_legal_payload_is_read(string wire, int code, string reason)
    {
        var read = ClosePayload.Parse(Wire.Hex(wire));
        Assert.Null(read.Violation);
        Assert.Equal(new ClosePayload(code, reason), read.Payload);
    }

    [Fact]
    public void One_byte_is_a_violation() => Assert.Same(Violation.ClosePayloadTooShort, ClosePayload.Parse([0x03]).Violation);

    [Theory]
    [InlineData("0000")]
    [InlineData("03E7")]   // 999
    [InlineData("03EC")]   // 1004
    [InlineData("03ED")]   // 1005
    [InlineData("03EE")]   // 1006
    [InlineData("03F7")]   // 1015
    [InlineData("0BB7")]   // 2999
    [InlineData("1388")]   // 5000
    [InlineData("FFFF 6F 6B")]
    public void A_code_that_must_not_be_sent_is_a_violation(string wire) => Assert.Same(Violation.CloseCodeForbidden, ClosePayload.Parse(Wire.Hex(wire)).Violation);

    [Theory]
    [InlineData("03E8 FF")]
    [InlineData("03E8 CE")]
    [InlineData("03E8 EDA080")]
    public void A_reason_that_is_not_UTF8_is_a_violation(string wire) => Assert.Same(Violation.CloseReasonNotUtf8, ClosePayload.Parse(Wire.Hex(wire)).Violation);

    [Theory]
    [InlineData(1005, "", "")]
    [InlineData(1005, "not sent", "")]
    [InlineData(1000, "", "03E8")]
    [InlineData(1001, "bye", "03E9 627965")]
    public void A_payload_is_written(int code, string reason, string wire) => Assert.Equal(Wire.Hex(wire), Written(code, reason));

    [Fact]
    public void A_reason_of_123_bytes_fits_and_one_more_does_not()
    {
        Assert.True(ClosePayload.Fits(new string('x', 123)));
        Assert.False(ClosePayload.Fits(new string('x', 124)));
        Assert.True(ClosePayload.Fits(new string('κ', 61)));
        Assert.False(ClosePayload.Fits(new string('κ', 62)));
    }

    [Fact]
    public void A_reason_that_does_not_fit_is_cut_between_characters()
    {
        Assert.Equal(new string('x', 123), ClosePayload.Parse(Written(1000, new string('x', 200))).Payload.Reason);
        Assert.Equal(new string('κ', 61), ClosePayload.Parse(Written(1000, new string('κ', 62))).Payload.Reason);
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_replacement_character() =>
        Assert.Equal("a\uFFFDb", ClosePayload.Parse(Written(1000, "a\uD800b")).Payload.Reason);

    [Fact]
    public void No_input_makes_it_throw() => Inputs.Hold(Inputs.Bytes, bytes =>
    {
        var read = ClosePayload.Parse(bytes);
        Assert.Equal(read.Violation is null, read.Payload.Reason is not null);
    });

    [Fact]
    public void What_was_written_reads_back() => Inputs.Hold(FsCheck.Fluent.ArbMap.Default.ArbFor<string>(), reason =>
    {
        var sendable = reason ?? "";
        if (!ClosePayload.Fits(sendable) || sendable.Any(char.IsSurrogate)) return;
        Assert.Equal(new ClosePayload(3000, sendable), ClosePayload.Parse(Written(3000, sendable)).Payload);
    });

    static byte[] Written(int code, string reason)
    {
        var output = new byte[ClosePayload.MaxSize];
        return output[..ClosePayload.Write(output, code, reason)];
    }
}
