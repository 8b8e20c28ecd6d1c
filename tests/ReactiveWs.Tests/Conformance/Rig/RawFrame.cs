using System.Buffers.Binary;
using System.Text;

namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>One frame as a peer may send it, right or wrong. Encodes itself without the library's code.</summary>
/// <param name="First">The first byte: FIN, the reserved bits and the opcode.</param>
/// <param name="Payload">The payload, unmasked.</param>
internal sealed record RawFrame(int First, byte[] Payload)
{
    const int Fin = 0x80;
    const uint Key = 0x37FA213D;

    /// <summary>Which bytes of the encoded payload are written; the header goes with the first of them.</summary>
    Range Written { get; init; } = ..;

    /// <summary>How the length is written: 7, 16 or 64 bits; null takes the fewest.</summary>
    int? LengthBits { get; init; }

    /// <summary>The length that the header claims, when it is not the payload's.</summary>
    ulong? Claimed { get; init; }

    bool HasWrongMask { get; init; }

    public int Opcode => First & 0x0F;

    public bool IsLast => (First & Fin) != 0;

    public bool IsCompressed => (First & 0x40) != 0;

    public static RawFrame Text(string text) => new(Fin | 1, Encoding.UTF8.GetBytes(text));

    public static RawFrame Text(byte[] utf8) => new(Fin | 1, utf8);

    public static RawFrame Binary(byte[] payload) => new(Fin | 2, payload);

    public static RawFrame More(byte[] payload) => new(0, payload);

    public static RawFrame More(string text) => More(Encoding.UTF8.GetBytes(text));

    public static RawFrame Last(byte[] payload) => new(Fin, payload);

    public static RawFrame Last(string text) => Last(Encoding.UTF8.GetBytes(text));

    public static RawFrame Ping(params byte[] payload) => new(Fin | 9, payload);

    public static RawFrame Pong(params byte[] payload) => new(Fin | 10, payload);

    public static RawFrame Close(params byte[] payload) => new(Fin | 8, payload);

    public static RawFrame Close(int code, string reason = "") => Close([(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);

    /// <summary>The frame does not end its message.</summary>
    public RawFrame Open() => this with { First = First & ~Fin };

    public RawFrame Reserved(int bits) => this with { First = First | bits << 4 };

    public RawFrame Compressed() => Reserved(4);

    public RawFrame LengthIn(int bits) => this with { LengthBits = bits };

    public RawFrame Claiming(ulong length) => this with { Claimed = length, LengthBits = 64 };

    public RawFrame WrongMask() => this with { HasWrongMask = true };

    /// <summary>The header and the first bytes of the payload.</summary>
    public RawFrame Until(int count) => this with { Written = ..count };

    /// <summary>The rest of the payload, without the header.</summary>
    public RawFrame From(int count) => this with { Written = count.. };

    /// <summary>The bytes, masked or not.</summary>
    public byte[] Encode(bool masked)
    {
        masked ^= HasWrongMask;
        var (start, length) = Written.GetOffsetAndLength(Payload.Length);
        var header = start == 0 ? Header(masked) : [];
        var bytes = new byte[header.Length + length];
        header.CopyTo(bytes, 0);
        for (var at = 0; at < length; at++) bytes[header.Length + at] = (byte)(Payload[start + at] ^ (masked ? KeyByte(start + at) : 0));
        return bytes;
    }

    byte[] Header(bool masked)
    {
        var length = Claimed ?? (ulong)Payload.Length;
        var bits = LengthBits ?? (length <= 125 ? 7 : length <= 65535 ? 16 : 64);
        var mask = masked ? 0x80 : 0;
        Span<byte> extended = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(extended, length);
        byte[] head = bits switch
        {
            7 => [(byte)First, (byte)(mask | (int)length)],
            16 => [(byte)First, (byte)(mask | 126), .. extended[6..]],
            _ => [(byte)First, (byte)(mask | 127), .. extended],
        };
        return masked ? [.. head, KeyByte(0), KeyByte(1), KeyByte(2), KeyByte(3)] : head;
    }

    static byte KeyByte(int at) => (byte)(Key >> (at & 3) * 8);

    public override string ToString() =>
        $"{First:X2} ({Payload.Length} bytes) {Convert.ToHexString(Payload.AsSpan(0, Math.Min(Payload.Length, 48)))}{(Payload.Length > 48 ? "…" : "")}";
}
