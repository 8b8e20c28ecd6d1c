namespace ReactiveWs;

/// <summary>What the server answered when the connection opened (module: <c>openInfo</c>, API 26).</summary>
/// <param name="Status">The HTTP status, 101.</param>
/// <param name="Message">The HTTP reason phrase, usually <c>Switching Protocols</c>.</param>
/// <param name="Protocol">The subprotocol that the server selected; null when none was (RFC 6455 §1.9).</param>
public sealed record OpenInfo(int Status, string Message, [property: RequiresCapability(Capability.NegotiatedProtocol)] string? Protocol);
