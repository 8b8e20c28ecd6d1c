using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>The sentences for the ways a connection ends that are not clean.</summary>
internal static class EndErrors
{
    public static ReactiveWsException Broken(Violation violation)
    {
        var code = violation.CloseCode is CloseCode.MessageTooBig or CloseCode.PolicyViolation ? WebSocketErrorCode.LimitExceeded : WebSocketErrorCode.ProtocolViolation;
        return new ReactiveWsException(code, $"The connection was closed with {violation.CloseCode}: {violation.Rule}.");
    }

    public static ReactiveWsException Lost(Exception? cause) => cause is null
        ? new(WebSocketErrorCode.ConnectionFailed, "The link is lost: the peer ended it without a close frame.")
        : new(WebSocketErrorCode.ConnectionFailed, $"The link is lost: {cause.Message}", cause);
}
