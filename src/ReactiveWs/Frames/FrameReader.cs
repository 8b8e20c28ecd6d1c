using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ReactiveWs.Frames;

/// <summary>Reads frame headers (RFC 6455 §5.2) and checks every rule that a header alone can break.</summary>
/// <remarks>The order of a message's frames is not its concern: the message assembler knows what came before.</remarks>
internal static class FrameReader
{
    const int FinBit = 0x80;
    const int CompressedBit = 0x40;
    const int OtherReservedBits = 0x30;
    const int OpcodeBits = 0x0F;
    const int ControlBit = 0x08;
    const int DefinedOpcodes = 0b0000_0111_0000_0111;
    const int MaskBit = 0x80;

    /// <summary>Reads the header at the start of <paramref name="input"/>; a violation is reported as soon as its bytes are there.</summary>
    /// <param name="input">Bytes as received, from the header's first on; what follows the header is not looked at.</param>
    /// <param name="side">Our own end: a server expects masked frames, a client unmasked ones.</param>
    /// <param name="compressionNegotiated">Whether permessage-deflate gives RSV1 its meaning.</param>
    public static HeaderRead ReadHeader(ReadOnlySpan<byte> input, Side side, bool compressionNegotiated)
    {
        if (input.Length < 2) return ReadFirstByte(input, compressionNegotiated);

        int first = input[0], second = input[1];
        if (CheckFirst(first, compressionNegotiated) is { } broken) return broken;

        var masked = (second & MaskBit) != 0;
        if (masked != (side == Side.Server)) return masked ? Violation.Masked : Violation.NotMasked;

        var length = second & ~MaskBit;
        if (length <= 125) return Complete(first, input, 2, length, masked);
        if ((first & ControlBit) != 0) return Violation.ControlTooLong;
        return length == 126 ? ReadMedium(first, input, masked) : ReadLong(first, input, masked);
    }

    static HeaderRead ReadFirstByte(ReadOnlySpan<byte> input, bool compressionNegotiated) =>
        input.Length == 1 && CheckFirst(input[0], compressionNegotiated) is { } broken ? broken : HeaderRead.NeedMore;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Violation? CheckFirst(int first, bool compressionNegotiated)
    {
        if ((first & OtherReservedBits) != 0) return Violation.ReservedBits;
        if ((DefinedOpcodes >> (first & OpcodeBits) & 1) == 0) return Violation.ReservedOpcode;
        if ((first & (FinBit | ControlBit)) == ControlBit) return Violation.ControlFragmented;
        return (first & CompressedBit) != 0 ? CheckCompressed(first, compressionNegotiated) : null;
    }

    static Violation? CheckCompressed(int first, bool compressionNegotiated)
    {
        if (!compressionNegotiated) return Violation.ReservedBits;
        if ((first & ControlBit) != 0) return Violation.CompressedControl;
        return (first & OpcodeBits) == (int)Opcode.Continuation ? Violation.CompressedContinuation : null;
    }

    static HeaderRead ReadMedium(int first, ReadOnlySpan<byte> input, bool masked)
    {
        if (input.Length < 4) return HeaderRead.NeedMore;
        var length = BinaryPrimitives.ReadUInt16BigEndian(input[2..]);
        if (length <= 125) return Violation.LengthNotMinimal;
        return Complete(first, input, 4, length, masked);
    }

    static HeaderRead ReadLong(int first, ReadOnlySpan<byte> input, bool masked)
    {
        if (input.Length < 10) return HeaderRead.NeedMore;
        var length = BinaryPrimitives.ReadInt64BigEndian(input[2..]);
        if (length < 0) return Violation.LengthTooLarge;
        if (length <= ushort.MaxValue) return Violation.LengthNotMinimal;
        return Complete(first, input, 10, length, masked);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static HeaderRead Complete(int first, ReadOnlySpan<byte> input, int maskOffset, long length, bool masked)
    {
        uint? mask = null;
        if (masked)
        {
            if (input.Length < maskOffset + sizeof(uint)) return HeaderRead.NeedMore;
            mask = BinaryPrimitives.ReadUInt32LittleEndian(input[maskOffset..]);
        }

        return new FrameHeader((Opcode)(first & OpcodeBits), (first & FinBit) != 0, (first & CompressedBit) != 0, length, mask);
    }
}
