using System.ComponentModel;

namespace ReactiveWs;

/// <summary>
/// Reads messages from the receive buffer, without a copy. What generated code attaches to a socket or a connection; called before the
/// <c>Messages</c> stream, on the receive loop, one message at a time.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMessageReceiver
{
    /// <summary>A whole message.</summary>
    /// <param name="isText">Whether it is text.</param>
    /// <param name="payload">The payload; valid during the call only.</param>
    void OnMessage(bool isText, ReadOnlySpan<byte> payload);
}
