using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>Messages in, frames out: the twin of <see cref="MessageAssembler"/>. Masks what a client sends, compresses what was negotiated.</summary>
internal sealed class FrameEncoder(Side side, ConnectionSettings settings, DeflateParameters? deflate)
{
    [ThreadStatic] static PooledBuffer? t_payload;
    [ThreadStatic] static PooledBuffer? t_deflated;

    Deflater? _deflater;

    bool Masks => side == Side.Client;

    /// <summary>Whether a message of this size goes out compressed.</summary>
    public bool Compresses(int size) => deflate is not null && size >= settings.CompressionThreshold;

    public int MaxFrameSize(int payloadSize) => payloadSize + FrameWriter.HeaderSize(payloadSize, Masks);

    /// <summary>Writes an uncompressed, unfragmented message, and says how long the frame and its payload are.</summary>
    public int WriteWhole<T>(Span<byte> output, T message, out int count) where T : struct, IOutgoing
    {
        var room = FrameWriter.HeaderSize(message.MaxSize, Masks);
        count = message.Write(output[room..]);
        RequireSendable(count);
        var header = FrameWriter.HeaderSize(count, Masks);
        // the payload turned out shorter than its upper bound, and with it the header
        if (header < room) output.Slice(room, count).CopyTo(output[header..]);
        WriteHeader(output, message.IsText ? Opcode.Text : Opcode.Binary, fin: true, compressed: false, count, out var mask);
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
