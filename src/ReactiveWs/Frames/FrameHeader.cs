namespace ReactiveWs.Frames;

/// <summary>The header of one frame (RFC 6455 §5.2).</summary>
/// <param name="Opcode">What the frame is.</param>
/// <param name="Fin">Whether it ends its message.</param>
/// <param name="Compressed">RSV1 of a message's first frame: the whole message is compressed (RFC 7692 §6).</param>
/// <param name="PayloadLength">Bytes that follow the header.</param>
/// <param name="Mask">The masking key, its first byte on the wire in the lowest bits (<see cref="Masking"/>); null when not masked.</param>
internal readonly record struct FrameHeader(Opcode Opcode, bool Fin, bool Compressed, long PayloadLength, uint? Mask)
{
    /// <summary>Bytes that the header takes on the wire, 2–14.</summary>
    public int Size => FrameWriter.HeaderSize(PayloadLength, Mask.HasValue);

    /// <summary>Whether this is a close, ping or pong (§5.5).</summary>
    public bool IsControl => Opcode >= Opcode.Close;
}
