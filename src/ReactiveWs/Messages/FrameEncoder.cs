using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>Messages in, frames out: the twin of <see cref="MessageAssembler"/>. Masks what a client sends, compresses what was negotiated.</summary>
internal sealed class FrameEncoder(Side side, ConnectionSettings settings, DeflateParameters? deflate)
{
    /// <summary>Room for the frame of a message whose size is not known before: what turns out larger is written elsewhere first.</summary>
    public const int UnsizedRoom = 1024;

    [ThreadStatic] static PooledBuffer? t_payload;
    [ThreadStatic] static PooledBuffer? t_deflated;

    Deflater? _deflater;

    bool Masks => side == Side.Client;

    /// <summary>Whether no message goes out compressed, however large.</summary>
    public bool NeverCompresses => deflate is null;

    /// <summary>Whether a message of this size goes out compressed.</summary>
    public bool Compresses(int size) => deflate is not null && size >= settings.CompressionThreshold;

    public int MaxFrameSize(int payloadSize) => payloadSize + FrameWriter.HeaderSize(payloadSize, Masks);

    /// <summary>Writes an uncompressed, unfragmented message, and says how long the frame and its payload are.</summary>
    public int WriteWhole<T>(Span<byte> output, T message, out int count) where T : struct, IOutgoing
    {
        var room = FrameWriter.HeaderSize(message.MaxSize, Masks);
        count = message.Write(output[room..]);
        RequireSendable(count);
        return Complete(output, room, count, message.IsText);
    }

    /// <summary>
    /// Writes an uncompressed message whose size is not known before, and says how long the frame and its payload are. The frame is of length 0 when it has no room:
    /// then the payload is elsewhere, and valid until the thread's next call.
    /// </summary>
    public int WriteUnsized<T>(ArraySegment<byte> output, T message, out ReadOnlySpan<byte> payload) where T : struct, IOutgoing
    {
        const int most = ushort.MaxValue;                        // with more, the header would be longer than the room for it
        var room = FrameWriter.HeaderSize(most, Masks);
        var written = t_payload ??= new();
        written.Borrow(output.Slice(room, Math.Min(output.Count - room, most)));
        message.Write(written);
        RequireSendable(written.Count);
        payload = written.Written;
        return written.IsLent ? Complete(output, room, written.Count, message.IsText) : 0;
    }

    /// <summary>Puts the header before a payload that stands behind room for it, and masks it.</summary>
    int Complete(Span<byte> output, int room, int count, bool isText)
    {
        var header = FrameWriter.HeaderSize(count, Masks);
        // the payload turned out shorter than its upper bound, and with it the header
        if (header < room) output.Slice(room, count).CopyTo(output[header..]);
        WriteHeader(output, isText ? Opcode.Text : Opcode.Binary, fin: true, compressed: false, count, out var mask);
        if (mask is { } key) Masking.Apply(output.Slice(header, count), key);
        return header + count;
    }

    public int WriteFrame(Span<byte> output, Opcode opcode, bool fin, bool compressed, ReadOnlySpan<byte> payload)
    {
        var header = WriteHeader(output, opcode, fin, compressed, payload.Length, out var mask);
        if (mask is { } key) Masking.Copy(payload, output[header..], key);
        else payload.CopyTo(output[header..]);
        return header + payload.Length;
    }

    /// <summary>The payload of a message whose size is not known before; compressed if it is to be. Valid until the thread's next call.</summary>
    public ReadOnlySpan<byte> Encode<T>(T message, out bool compressed, out int count) where T : struct, IOutgoing
    {
        var payload = t_payload ??= new();
        payload.Clear();
        message.Write(payload);
        count = payload.Count;
        RequireSendable(count);
        compressed = Compresses(count);
        return compressed ? Deflate(payload.Written) : payload.Written;
    }

    /// <summary>Frees the deflater.</summary>
    public void Release()
    {
        _deflater?.Dispose();
        _deflater = null;
    }

    ReadOnlySpan<byte> Deflate(ReadOnlySpan<byte> payload)
    {
        _deflater ??= deflate!.CreateDeflater(side);
        var output = t_deflated ??= new();
        output.Clear();
        _deflater.Compress(payload, output);
        return output.Written;
    }

    int WriteHeader(Span<byte> output, Opcode opcode, bool fin, bool compressed, int size, out uint? mask)
    {
        mask = Masks ? Masking.NewKey() : null;
        return FrameWriter.WriteHeader(output, opcode, fin, compressed, size, mask);
    }

    /// <summary>The error when a message is larger than may be sent; otherwise null.</summary>
    public ReactiveWsException? Refuses(int size) => size <= settings.MaxSendSize ? null : new(WebSocketErrorCode.InvalidArgument,
        $"The message has {size:N0} bytes and MaxSendSize allows {settings.MaxSendSize:N0}: raise it, or send the content as a stream.");

    void RequireSendable(int size)
    {
        if (Refuses(size) is { } error) throw error;
    }
}
