namespace ReactiveWs;

/// <summary>How a connection ended.</summary>
/// <param name="Code">
/// The status code of the close frame that was received; 1005 when that frame had none, 1006 when none was received (RFC 6455 §7.1.5).
/// </param>
/// <param name="Reason">The reason of that frame; for 1006 what is known about the loss. Never null.</param>
/// <param name="WasClean">Whether close frames went both ways (RFC 6455 §7.1.4).</param>
/// <param name="Undelivered">
/// How many messages were accepted for sending but had not been handed to the operating system whole. They are never sent again by the library.
/// A message that was handed over may or may not have reached the peer; so may one that a write over TLS or another stream held when it broke.
/// </param>
public sealed record CloseResult(int Code, string Reason, bool WasClean, int Undelivered);

/// <summary>How one connection of a server ended.</summary>
/// <param name="ClientConnection">The connection that ended.</param>
/// <param name="Code">As in <see cref="CloseResult.Code"/>.</param>
/// <param name="Reason">As in <see cref="CloseResult.Reason"/>.</param>
/// <param name="WasClean">As in <see cref="CloseResult.WasClean"/>.</param>
/// <param name="Undelivered">As in <see cref="CloseResult.Undelivered"/>.</param>
public sealed record ConnectionClosed(WebSocketConnection ClientConnection, int Code, string Reason, bool WasClean, int Undelivered);
