using Codes = ReactiveWs.Frames.CloseCode;

namespace ReactiveWs.Frames;

/// <summary>A protocol rule that the peer broke: what our close frame says about it. Sections without a name are RFC 6455's.</summary>
/// <param name="CloseCode">The code to close with (§7.4.1).</param>
/// <param name="Rule">The rule with its section; fits a close frame's reason.</param>
internal sealed record Violation(int CloseCode, string Rule)
{
    // The header of one frame
    public static readonly Violation ReservedBits = new(Codes.ProtocolError, "reserved bits must be zero unless an extension defines them (§5.2)");
    public static readonly Violation ReservedOpcode = new(Codes.ProtocolError, "opcodes 3-7 and 11-15 are reserved (§5.2)");
    public static readonly Violation NotMasked = new(Codes.ProtocolError, "a client must mask its frames (§5.1)");
    public static readonly Violation Masked = new(Codes.ProtocolError, "a server must not mask its frames (§5.1)");
    public static readonly Violation ControlFragmented = new(Codes.ProtocolError, "a control frame must not be fragmented (§5.5)");
    public static readonly Violation ControlTooLong = new(Codes.ProtocolError, "a control frame carries at most 125 bytes (§5.5)");
    public static readonly Violation LengthNotMinimal = new(Codes.ProtocolError, "a payload length takes as few bytes as it can (§5.2)");
    public static readonly Violation LengthTooLarge = new(Codes.ProtocolError, "the highest bit of a 64-bit payload length must be zero (§5.2)");
    public static readonly Violation CompressedControl = new(Codes.ProtocolError, "a control frame must not be compressed (RFC 7692 §6.1)");
    public static readonly Violation CompressedContinuation = new(Codes.ProtocolError, "only a message's first frame may set RSV1 (RFC 7692 §6.1)");

    // The sequence of frames
    public static readonly Violation UnexpectedContinuation = new(Codes.ProtocolError, "a continuation frame needs a message to continue (§5.4)");
    public static readonly Violation ExpectedContinuation = new(Codes.ProtocolError, "a message must end before the next one begins (§5.4)");

    // The payload
    public static readonly Violation InvalidUtf8 = new(Codes.InvalidPayload, "a text message must be UTF-8 (§8.1)");
    public static readonly Violation ClosePayloadTooShort = new(Codes.ProtocolError, "a close frame's payload is empty or begins with a 2-byte code (§5.5.1)");
    public static readonly Violation CloseCodeForbidden = new(Codes.ProtocolError, "this close code must not be sent (§7.4)");
    public static readonly Violation CloseReasonNotUtf8 = new(Codes.InvalidPayload, "a close reason must be UTF-8 (§5.5.1)");
    public static readonly Violation DeflateCorrupt = new(Codes.InvalidPayload, "a compressed message must be valid DEFLATE data (RFC 7692 §7.2.2)");

    // Our own limits (§10.4)
    public static readonly Violation FrameTooBig = new(Codes.MessageTooBig, "the frame is larger than the limit (§10.4)");
    public static readonly Violation MessageTooBig = new(Codes.MessageTooBig, "the message is larger than the limit (§10.4)");
    public static readonly Violation InflatedTooBig = new(Codes.MessageTooBig, "the decompressed message is larger than the limit (§10.4)");
    public static readonly Violation TooManyFragments = new(Codes.PolicyViolation, "the message has more fragments than the limit (§10.4)");
}
