using System.Buffers;
using System.Text;

namespace ReactiveWs.Messages;

/// <summary>A message that goes to many: its payload is made once.</summary>
internal sealed class SharedMessage
{
    SharedMessage(bool isText, ReadOnlyMemory<byte> payload) => (IsText, Payload) = (isText, payload);

    public bool IsText { get; }

    public ReadOnlyMemory<byte> Payload { get; }

    public static SharedMessage Of(string text) => new(true, Encoding.UTF8.GetBytes(text));

    public static SharedMessage Of(ReadOnlySpan<byte> data) => new(false, data.ToArray());

    public static SharedMessage Of<TState>(bool isText, TState state, Action<IBufferWriter<byte>, TState> write)
    {
        var payload = new ArrayBufferWriter<byte>();
        write(payload, state);
        return new(isText, payload.WrittenMemory);
    }
}

internal readonly struct OutgoingShared(SharedMessage message) : IOutgoing
{
    public bool IsText => message.IsText;

    public int MaxSize => message.Payload.Length;

    public void Write(IBufferWriter<byte> output) => output.Write(message.Payload.Span);

    public int Write(Span<byte> output)
    {
        message.Payload.Span.CopyTo(output);
        return message.Payload.Length;
    }
}
