using System.Buffers;
using System.Text;
using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>A message that goes to many: encoded once, as the one frame that a server sends to each.</summary>
internal sealed class SharedMessage
{
    SharedMessage(bool isText, string type, byte[] frame, int headerSize) => (IsText, Type, Frame, HeaderSize) = (isText, type, frame, headerSize);

    public bool IsText { get; }

    public string Type { get; }

    /// <summary>The whole frame, unmasked and uncompressed.</summary>
    public byte[] Frame { get; }

    public int HeaderSize { get; }

    public ReadOnlySpan<byte> Payload => Frame.AsSpan(HeaderSize);

    public static SharedMessage Of(string text)
    {
        var message = Frames(true, MessageName.Text, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, message.Frame.AsSpan(message.HeaderSize));
        return message;
    }

    public static SharedMessage Of(ReadOnlySpan<byte> data) => Of(false, MessageName.Binary, data);

    public static SharedMessage Of<TState>(bool isText, TState state, Action<IBufferWriter<byte>, TState> write)
    {
        var payload = new PooledBuffer();
        write(payload, state);
        var message = Of(isText, MessageName<TState>.Value, payload.Written);
        payload.Clear();
        return message;
    }

    static SharedMessage Of(bool isText, string type, ReadOnlySpan<byte> payload)
    {
        var message = Frames(isText, type, payload.Length);
        payload.CopyTo(message.Frame.AsSpan(message.HeaderSize));
        return message;
    }

    static SharedMessage Frames(bool isText, string type, int size)
    {
        var headerSize = FrameWriter.HeaderSize(size, masked: false);
        var frame = new byte[headerSize + size];
        FrameWriter.WriteHeader(frame, isText ? Opcode.Text : Opcode.Binary, fin: true, compressed: false, size, mask: null);
        return new(isText, type, frame, headerSize);
    }
}

/// <summary>The message for a connection that cannot take the shared frame: one that compresses.</summary>
internal readonly struct OutgoingShared(SharedMessage message) : IOutgoing
{
    public bool IsText => message.IsText;

    public string Type => message.Type;

    public int MaxSize => message.Payload.Length;

    public void Write(IBufferWriter<byte> output) => output.Write(message.Payload);

    public int Write(Span<byte> output)
    {
        message.Payload.CopyTo(output);
        return message.Payload.Length;
    }
}
