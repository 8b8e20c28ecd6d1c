namespace ReactiveWs;

/// <summary>A message that a server received, with the peer that sent it.</summary>
/// <typeparam name="TMessage">The type of the message.</typeparam>
/// <typeparam name="TPeer">The protocol's <c>Peer</c>.</typeparam>
/// <param name="Message">The message.</param>
/// <param name="Peer">Who sent it.</param>
public readonly record struct Received<TMessage, TPeer>(TMessage Message, TPeer Peer) : Streams.ICarriesMessage
{
    object? Streams.ICarriesMessage.Message => Message;
}

/// <summary>A message of a protocol that has no such message.</summary>
/// <param name="Discriminator">Its discriminator; null when there is none.</param>
/// <param name="IsText">Whether it is text.</param>
/// <param name="Data">The payload, an own copy.</param>
public sealed record UnknownMessage(string? Discriminator, bool IsText, ReadOnlyMemory<byte> Data);

/// <summary>A message whose discriminator is known, and whose payload does not fit the contract.</summary>
/// <param name="MessageType">The discriminator.</param>
/// <param name="Reason">What is wrong, and where.</param>
/// <param name="Data">The payload, an own copy.</param>
public sealed record MalformedMessage(string MessageType, MalformedReason Reason, ReadOnlyMemory<byte> Data);
