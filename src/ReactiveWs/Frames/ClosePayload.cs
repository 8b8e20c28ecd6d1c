using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace ReactiveWs.Frames;

/// <summary>The payload of a close frame (RFC 6455 §5.5.1).</summary>
/// <param name="Code">Why; <see cref="CloseCode.NoStatus"/> stands for an empty payload.</param>
/// <param name="Reason">For people; empty when there is none.</param>
internal readonly record struct ClosePayload(int Code, string Reason)
{
    /// <summary>What a control frame can carry (§5.5).</summary>
    public const int MaxSize = 125;

    /// <summary>What the code leaves of it.</summary>
    public const int MaxReasonSize = MaxSize - sizeof(ushort);

    /// <summary>Reads a payload as received, unmasked.</summary>
    public static ClosePayloadRead Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return new ClosePayload(CloseCode.NoStatus, "");
        if (payload.Length == 1) return Violation.ClosePayloadTooShort;

        var code = BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (!CloseCode.MayBeReceived(code)) return Violation.CloseCodeForbidden;

        ReadOnlySpan<byte> reason = payload[sizeof(ushort)..];
        return Utf8.IsValid(reason) ? new ClosePayload(code, Encoding.UTF8.GetString(reason)) : Violation.CloseReasonNotUtf8;
    }

    /// <summary>Writes a payload and returns its size: 0 for <see cref="CloseCode.NoStatus"/>. A reason that does not fit is cut between characters.</summary>
    /// <param name="output">Room for <see cref="MaxSize"/> bytes.</param>
    /// <param name="code">A code that <see cref="CloseCode.MayBeSent"/>, or <see cref="CloseCode.NoStatus"/>.</param>
    /// <param name="reason">For people.</param>
    public static int Write(Span<byte> output, int code, string reason)
    {
        if (code == CloseCode.NoStatus) return 0;
        BinaryPrimitives.WriteUInt16BigEndian(output, (ushort)code);
        Utf8.FromUtf16(reason, output[sizeof(ushort)..MaxSize], out _, out int written);
        return sizeof(ushort) + written;
    }

    /// <summary>Whether a reason can be sent whole.</summary>
    public static bool Fits(string reason) => Encoding.UTF8.GetByteCount(reason) <= MaxReasonSize;
}
