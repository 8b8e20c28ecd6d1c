using FsCheck.Fluent;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class FrameReaderTests
{
    [Theory] // RFC 6455 §5.7; a masked frame comes to a server
    [InlineData("81 05 48 65 6c 6c 6f", Opcode.Text, true, 5, null)]
    [InlineData("81 85 37 fa 21 3d 7f 9f 4d 51 58", Opcode.Text, true, 5, 0x3d21fa37u)]
    [InlineData("01 03 48 65 6c", Opcode.Text, false, 3, null)]
    [InlineData("80 02 6c 6f", Opcode.Continuation, true, 2, null)]
    [InlineData("89 05 48 65 6c 6c 6f", Opcode.Ping, true, 5, null)]
    [InlineData("8a 85 37 fa 21 3d 7f 9f 4d 51 58", Opcode.Pong, true, 5, 0x3d21fa37u)]
    [InlineData("82 7E 0100", Opcode.Binary, true, 256, null)]
    [InlineData("82 7F 0000000000010000", Opcode.Binary, true, 65_536, null)]
    internal void The_examples_of_RFC_6455_read(string wire, Opcode opcode, bool fin, long length, uint? mask)
    {
        var read = FrameReader.ReadHeader(Wire.Hex(wire), mask is null ? Side.Client : Side.Server, compressionNegotiated: false);
        Assert.True(read.IsComplete);
        Assert.Null(read.Violation);
        Assert.Equal(new FrameHeader(opcode, fin, Compressed: false, length, mask), read.Header);
    }

    [Fact]
    public void Every_first_byte_is_judged_right_on_both_sides()
    {
        foreach (var side in Enum.GetValues<Side>())
        foreach (var masked in new[] { false, true })
        foreach (var negotiated in new[] { false, true })
        for (var first = 0; first < 256; first++)
        {
            var read = FrameReader.ReadHeader([(byte)first, (byte)(masked ? 0x80 : 0x00), 1, 2, 3, 4], side, negotiated);
            var broken = RulesBroken(first, masked, side, negotiated);
            Assert.True(broken.Count == 0 ? read.IsComplete : broken.Contains(read.Violation!), $"{first:X2}, masked {masked}, {side}, compression {negotiated}: {read.Violation}");
            if (read.IsComplete) Assert.Equal(Fields(first, masked), read.Header);
        }
    }

    [Theory]
    [InlineData("81 FD 01020304", 125)]
    [InlineData("81 FE 007E 01020304", 126)]
    [InlineData("81 FE FFFF 01020304", 65_535)]
    [InlineData("81 FF 0000000000010000 01020304", 65_536)]
    [InlineData("81 FF 7FFFFFFFFFFFFFFF 01020304", long.MaxValue)]
    public void Each_length_takes_its_shortest_form(string wire, long length)
    {
        var read = Read(wire);
        Assert.Equal(length, read.Header.PayloadLength);
        Assert.Equal(0x04030201u, read.Header.Mask);
        Assert.Equal(Wire.Hex(wire).Length, read.Header.Size);
    }

    [Theory]
    [InlineData("81 FE 0000")]
    [InlineData("81 FE 007D")]
    [InlineData("81 FF 0000000000000000")]
    [InlineData("81 FF 000000000000FFFF")]
    public void A_longer_form_than_needed_is_a_violation(string wire) => Assert.Same(Violation.LengthNotMinimal, Read(wire).Violation);

    [Theory]
    [InlineData("81 FF 8000000000000000")]
    [InlineData("81 FF FFFFFFFFFFFFFFFF")]
    public void A_length_of_64_bits_is_a_violation(string wire) => Assert.Same(Violation.LengthTooLarge, Read(wire).Violation);

    [Theory]
    [InlineData("88 FE")]
    [InlineData("89 FF")]
    [InlineData("8A FE 0001")]
    public void A_control_frame_longer_than_125_bytes_is_a_violation_before_its_length_is_there(string wire) =>
        Assert.Same(Violation.ControlTooLong, Read(wire).Violation);

    [Theory]
    [InlineData("91")]
    [InlineData("A2")]
    [InlineData("C1")]
    public void A_reserved_bit_is_a_violation_as_soon_as_the_first_byte_is_there(string wire) => Assert.Same(Violation.ReservedBits, Read(wire).Violation);

    [Theory]
    [InlineData("83")]
    [InlineData("0F")]
    public void A_reserved_opcode_is_a_violation_as_soon_as_the_first_byte_is_there(string wire) => Assert.Same(Violation.ReservedOpcode, Read(wire).Violation);

    [Fact]
    public void A_masked_server_frame_is_a_violation() =>
        Assert.Same(Violation.Masked, FrameReader.ReadHeader(Wire.Hex("81 80"), Side.Client, false).Violation);

    [Fact]
    public void An_unmasked_client_frame_is_a_violation() =>
        Assert.Same(Violation.NotMasked, FrameReader.ReadHeader(Wire.Hex("81 00"), Side.Server, false).Violation);

    [Fact]
    public void Only_a_first_data_frame_may_be_compressed()
    {
        Assert.True(FrameReader.ReadHeader(Wire.Hex("41 00"), Side.Client, compressionNegotiated: true).Header.Compressed);
        Assert.Same(Violation.CompressedContinuation, FrameReader.ReadHeader(Wire.Hex("40 00"), Side.Client, compressionNegotiated: true).Violation);
        Assert.Same(Violation.CompressedControl, FrameReader.ReadHeader(Wire.Hex("C9 00"), Side.Client, compressionNegotiated: true).Violation);
    }

    [Theory]
    [InlineData("81 80 01020304")]
    [InlineData("81 FE 007E 01020304")]
    [InlineData("81 FF 0000000000010000 01020304")]
    public void A_header_that_is_cut_off_needs_more(string wire)
    {
        var whole = Wire.Hex(wire);
        for (var length = 0; length < whole.Length; length++)
        {
            var read = FrameReader.ReadHeader(whole.AsSpan(0, length), Side.Server, compressionNegotiated: false);
            Assert.False(read.IsComplete);
            Assert.Null(read.Violation);
        }
    }

    [Fact]
    public void No_input_makes_it_throw_and_a_header_lies_within_it() => Inputs.Hold(Inputs.Bytes, bytes =>
    {
        foreach (var side in Enum.GetValues<Side>())
        {
            var read = FrameReader.ReadHeader(bytes, side, compressionNegotiated: true);
            Assert.False(read.IsComplete && (read.Violation is not null || read.Header.Size > bytes.Length));
        }
    });

    [Fact]
    public void What_was_written_reads_back() => Inputs.Hold(Frames().ToArbitrary(), header =>
    {
        Span<byte> wire = stackalloc byte[FrameWriter.MaxHeaderSize];
        var size = FrameWriter.WriteHeader(wire, header.Opcode, header.Fin, header.Compressed, header.PayloadLength, header.Mask);
        var read = FrameReader.ReadHeader(wire[..size], header.Mask is null ? Side.Client : Side.Server, compressionNegotiated: true);
        Assert.Equal(header, read.Header);
        Assert.Equal(size, read.Header.Size);
    });

    [Fact]
    public void Reading_allocates_nothing()
    {
        var wire = Wire.Hex("81 FE 007E 01020304");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) _ = FrameReader.ReadHeader(wire, Side.Server, compressionNegotiated: true);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    static HeaderRead Read(string wire) => FrameReader.ReadHeader(Wire.Hex(wire), Side.Server, compressionNegotiated: false);

    static FsCheck.Gen<FrameHeader> Frames() =>
        from data in ArbMap.Default.GeneratorFor<bool>()
        from opcode in data ? Gen.Elements(Opcode.Continuation, Opcode.Text, Opcode.Binary) : Gen.Elements(Opcode.Close, Opcode.Ping, Opcode.Pong)
        from fin in ArbMap.Default.GeneratorFor<bool>()
        from compressed in ArbMap.Default.GeneratorFor<bool>()
        from length in Inputs.Length
        from mask in Inputs.Mask
        select new FrameHeader(opcode, fin || !data, compressed && data && opcode != Opcode.Continuation, data ? length : length % 126, mask);

    static FrameHeader Fields(int first, bool masked) =>
        new((Opcode)(first & 15), first >= 128, (first & 64) != 0, 0, masked ? 0x04030201u : null);

    // The rules of §5.1, §5.2, §5.5 and RFC 7692 §6.1 one by one; a byte may break several.
    static HashSet<Violation> RulesBroken(int first, bool masked, Side side, bool negotiated)
    {
        var (opcode, fin, rsv1) = (first % 16, first >= 128, first / 64 % 2 == 1);
        var control = opcode >= 8;
        var broken = new HashSet<Violation>();
        if (first / 16 % 4 != 0 || (rsv1 && !negotiated)) broken.Add(Violation.ReservedBits);
        if (opcode is 3 or 4 or 5 or 6 or 7 or 11 or 12 or 13 or 14 or 15) broken.Add(Violation.ReservedOpcode);
        if (control && !fin) broken.Add(Violation.ControlFragmented);
        if (rsv1 && negotiated && control) broken.Add(Violation.CompressedControl);
        if (rsv1 && negotiated && opcode == 0) broken.Add(Violation.CompressedContinuation);
        if (masked && side == Side.Client) broken.Add(Violation.Masked);
        if (!masked && side == Side.Server) broken.Add(Violation.NotMasked);
        return broken;
    }
}
