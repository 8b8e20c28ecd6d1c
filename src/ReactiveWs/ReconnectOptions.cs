namespace ReactiveWs;

/// <summary>How a client connects again, by itself. Immutable.</summary>
public sealed record ReconnectOptions
{
    /// <summary>The delay before the first retry; doubled by <see cref="Multiplier"/> for each further one. Default 500 ms.</summary>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest delay. Default 30 s.</summary>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The factor from one delay to the next, at least 1. Default 2.</summary>
    public double Multiplier { get; init; } = 2;

    /// <summary>
    /// Whether each delay is drawn evenly from zero to its full length, so that clients that lost the same server do not come back all at once. Default true.
    /// </summary>
    public bool Jitter { get; init; } = true;

    /// <summary>The most attempts in a row that may fail before it gives up. Default null: no limit.</summary>
    [WsValue(WsValueKind.Limit)]
    public int? MaxAttempts { get; init; }

    /// <summary>
    /// Makes the address and options of each attempt, for example with a fresh token. Default null: those of <c>ConnectAsync</c>.
    /// If it throws, the attempt counts as failed.
    /// </summary>
    public Func<ReconnectAttempt, CancellationToken, ValueTask<ReconnectTarget>>? Attempt { get; init; }

    /// <summary>
    /// Decides what an end means. Default null: a refusal with 401, 403, 404 or 410, or a close with 1000, 1008, 4401, 4403 stops; all else retries.
    /// </summary>
    public Func<ReconnectReason, ReconnectDecision>? Classify { get; init; }
}

/// <summary>What is known when an attempt is made.</summary>
/// <param name="Number">Which attempt since the last open connection, from 1.</param>
/// <param name="Uri">The address of the attempt before.</param>
/// <param name="Options">The options of the attempt before.</param>
/// <param name="Previous">Why the attempt is made; null for the very first.</param>
public sealed record ReconnectAttempt(int Number, Uri Uri, WebSocketRequestOptions Options, ReconnectReason? Previous);

/// <summary>Where an attempt goes, and how.</summary>
/// <param name="Uri">The address.</param>
/// <param name="Options">The options; their own <see cref="WebSocketRequestOptions.Reconnect"/> is ignored.</param>
public sealed record ReconnectTarget(Uri Uri, WebSocketRequestOptions Options);

/// <summary>Why there is no connection.</summary>
/// <param name="Error">The error of a failed handshake or a lost link; null after a clean close.</param>
/// <param name="Close">How the connection ended; null when none was opened.</param>
public sealed record ReconnectReason(ReactiveWsException? Error, CloseResult? Close);

/// <summary>What an end means for a reconnecting client.</summary>
public enum ReconnectDecision
{
    /// <summary>Try again after the delay.</summary>
    Retry,

    /// <summary>Try again at once, for example after a token was refreshed; still counted as an attempt.</summary>
    RetryNow,

    /// <summary>Give up.</summary>
    Stop,
}
