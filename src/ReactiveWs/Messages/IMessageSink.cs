using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>Takes what <see cref="MessageAssembler"/> finds, in the order of the wire. Spans are valid during the call only.</summary>
internal interface IMessageSink
{
    /// <summary>A whole message, or a slice of one. Returns false to have no more for now.</summary>
    bool OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast);

    void OnPing(ReadOnlySpan<byte> payload);

    void OnPong(ReadOnlySpan<byte> payload);

    /// <summary>The peer's close frame; nothing follows it.</summary>
    void OnClose(ClosePayload payload);
}
