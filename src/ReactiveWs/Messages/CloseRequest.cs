using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>Checks what a caller wants the close frame to say.</summary>
internal static class CloseRequest
{
    public static WebSocketCloseOptions Default { get; } = new();

    /// <exception cref="ArgumentException">It cannot be sent.</exception>
    public static void Require(WebSocketCloseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!CloseCode.MayBeSent(options.Code))
            throw new ArgumentException(
                $"The close code {options.Code} may not be sent: use 1000 for a normal end, another of 1000–1003 and 1007–1014, or one of your own from 3000–4999.",
                nameof(options));
        if (!ClosePayload.Fits(options.Reason))
            throw new ArgumentException(
                $"The close reason has more than {ClosePayload.MaxReasonSize} bytes of UTF-8, which is all that a close frame can hold: shorten it.", nameof(options));
    }
}
