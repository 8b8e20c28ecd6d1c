namespace ReactiveWs.Streams;

/// <summary>What <see cref="ReconnectOptions"/> say about the next attempt.</summary>
internal static class ReconnectPolicy
{
    /// <summary>Decides about an end; null options never retry.</summary>
    public static ReconnectDecision Decide(this ReconnectOptions? options, ReconnectReason reason, int attempt)
    {
        if (options is null || attempt >= options.MaxAttempts) return ReconnectDecision.Stop;
        return options.Classify is { } classify ? classify(reason) : Classify(reason);
    }

    /// <summary>The default: what another attempt cannot change stops.</summary>
    public static ReconnectDecision Classify(ReconnectReason reason) => reason switch
    {
        { Error: { Code: not (WebSocketErrorCode.ConnectionFailed or WebSocketErrorCode.Unknown or WebSocketErrorCode.ProtocolViolation or WebSocketErrorCode.LimitExceeded) } } => ReconnectDecision.Stop,
        { Error.HttpStatus: 401 or 403 or 404 or 410 } => ReconnectDecision.Stop,
        { Close: { WasClean: true, Code: 1000 or 1008 or 4401 or 4403 } } => ReconnectDecision.Stop,
        _ => ReconnectDecision.Retry,
    };

    /// <summary>
    /// The delay before a retry, from 1: exponential and, with jitter, drawn evenly from zero to the full length, so that clients that lost the
    /// same server do not come back all at once.
    /// </summary>
    public static TimeSpan DelayBeforeRetry(this ReconnectOptions options, int retry, double random)
    {
        var full = options.InitialDelay.TotalMilliseconds * Math.Pow(options.Multiplier, retry - 1);
        var bounded = Math.Min(full, options.MaxDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(options.Jitter ? bounded * random : bounded);
    }
}
