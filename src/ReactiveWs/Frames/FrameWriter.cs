using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ReactiveWs.Frames;

/// <summary>Writes frame headers (RFC 6455 §5.2). It trusts its caller: what may be sent is decided where messages are split.</summary>
internal static class FrameWriter
{
    /// <summary>Two bytes, an 8-byte length and a 4-byte masking key.</summary>
    public const int MaxHeaderSize = 14;

    /// <summary>Writes a header and returns its size in bytes.</summary>
    /// <param name="output">Room for <see cref="HeaderSize"/> bytes or more.</param>
    /// <param name="opcode">What the frame is.</param>
    /// <param name="fin">Whether it ends its message.</param>
    /// <param name="compressed">RSV1: set on the first frame of a compressed message (RFC 7692 §6.1).</param>
    /// <param name="payloadLength">Bytes that will follow.</param>
    /// <param name="mask">A client's fresh masking key (<see cref="Masking.NewKey"/>), or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteHeader(Span<byte> output, Opcode opcode, bool fin, bool compressed, long payloadLength, uint? mask)
    {
        var maskBit = mask.HasValue ? (byte)0x80 : (byte)0;
        output[0] = (byte)((fin ? 0x80 : 0) | (compressed ? 0x40 : 0) | (int)opcode);
        var size = WriteLength(output, payloadLength, maskBit);
        if (!mask.HasValue) return size;

        BinaryPrimitives.WriteUInt32LittleEndian(output[size..], mask.GetValueOrDefault());
        return size + sizeof(uint);
    }

    /// <summary>Bytes that a header takes on the wire.</summary>
    public static int HeaderSize(long payloadLength, bool masked) =>
        (payloadLength <= 125 ? 2 : payloadLength <= ushort.MaxValue ? 4 : 10) + (masked ? sizeof(uint) : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int WriteLength(Span<byte> output, long length, byte maskBit)
    {
        if (length <= 125)
        {
            output[1] = (byte)(maskBit | (int)length);
            return 2;
        }

        return WriteExtendedLength(output, length, maskBit);
    }

    static int WriteExtendedLength(Span<byte> output, long length, byte maskBit)
    {
        if (length <= ushort.MaxValue)
        {
            output[1] = (byte)(maskBit | 126);
            BinaryPrimitives.WriteUInt16BigEndian(output[2..], (ushort)length);
            return 4;
        }

        output[1] = (byte)(maskBit | 127);
        BinaryPrimitives.WriteInt64BigEndian(output[2..], length);
        return 10;
    }
}
