using System.ComponentModel;

namespace ReactiveWs.Typed;

/// <summary>Takes a whole message; the payload is valid during the call only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ReceiveMessage(bool isText, ReadOnlySpan<byte> payload);

/// <summary>Hands messages to a method of generated code.</summary>
/// <param name="receive">The method.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MessageReceiver(ReceiveMessage receive) : IMessageReceiver
{
    /// <inheritdoc/>
    public void OnMessage(bool isText, ReadOnlySpan<byte> payload) => receive(isText, payload);
}
