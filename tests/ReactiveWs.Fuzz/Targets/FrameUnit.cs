using System.Buffers.Binary;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>A frame with all that may be wrong about it: as far as the wire can say it, it can be said here.</summary>
/// <param name="First">FIN, RSV and opcode.</param>
/// <param name="Masked">The mask bit.</param>
/// <param name="LengthForm">Bytes of extended length: 0, 2 or 8; −1 for as many as it takes.</param>
/// <param name="Announced">What the length says beyond the payload's size.</param>
/// <param name="Payload">Not masked.</param>
internal sealed record FrameUnit(byte First, bool Masked, int LengthForm, long Announced, byte[] Payload)
{
    const uint Key = 0x37FA213D;   // RFC 6455 §5.7

    /// <summary>Takes bytes apart as far as they are frames; what does not end is cut where the bytes end.</summary>
    public static List<FrameUnit> Read(ReadOnlySpan<byte> wire)
    {
        var units = new List<FrameUnit>();
        while (wire.Length >= 2 && units.Count < 64) units.Add(ReadOne(ref wire));
        return units;
    }

    public void Write(List<byte> wire)
    {
        wire.Add(First);
        WriteLength(wire, Payload.Length + Announced);
        Span<byte> key = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(key, Masked ? Key : 0);
        if (Masked) wire.AddRange(key);
        for (var i = 0; i < Payload.Length; i++) wire.Add((byte)(Payload[i] ^ key[i & 3]));
    }

    static FrameUnit ReadOne(ref ReadOnlySpan<byte> wire)
    {
        int first = wire[0], second = wire[1], form = (second & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 };
        var masked = (second & 0x80) != 0;
        var head = Math.Min(wire.Length, 2 + form + (masked ? 4 : 0));
        var length = ReadLength(wire[2..], second & 0x7F, form);
        var count = (int)Math.Clamp(length, 0, wire.Length - head);
        var payload = Unmasked(wire.Slice(head, count), masked && head >= 6 ? wire[(head - 4)..head] : default);
        wire = wire[(head + count)..];
        return new FrameUnit((byte)first, masked, form, length - count, payload);
    }

    static byte[] Unmasked(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> key)
    {
        var payload = bytes.ToArray();
        for (var i = 0; i < payload.Length && !key.IsEmpty; i++) payload[i] ^= key[i & 3];
        return payload;
    }

    static long ReadLength(ReadOnlySpan<byte> rest, int small, int form)
    {
        if (form == 0) return small;
        if (rest.Length < form) return 0;
        return form == 2 ? BinaryPrimitives.ReadUInt16BigEndian(rest) : BinaryPrimitives.ReadInt64BigEndian(rest);
    }

    void WriteLength(List<byte> wire, long length)
    {
        var form = LengthForm >= 0 && (LengthForm > 0 || length is >= 0 and <= 125) ? LengthForm : length is >= 0 and <= 125 ? 0 : length is >= 0 and <= 65535 ? 2 : 8;
        var maskBit = Masked ? 0x80 : 0;
        wire.Add((byte)(maskBit | (form switch { 0 => (int)length, 2 => 126, _ => 127 })));
        for (var shift = (form - 1) * 8; shift >= 0; shift -= 8) wire.Add((byte)(length >> shift));
    }
}
