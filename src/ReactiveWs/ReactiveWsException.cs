namespace ReactiveWs;

/// <summary>
/// The one exception of this library. Calls throw it, and the <c>Errors</c> streams carry the very same value; except that a send which loses the race
/// against a close is only thrown.
/// </summary>
/// <param name="code">What went wrong.</param>
/// <param name="message">A sentence that names the offending value and the remedy. Never contains a secret.</param>
/// <param name="innerException">What caused it, if anything did.</param>
public sealed class ReactiveWsException(WebSocketErrorCode code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What went wrong, as a number.</summary>
    public WebSocketErrorCode Code { get; } = code;

    /// <summary>The HTTP status of a refused handshake; null when no HTTP answer was involved.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The first 4 KiB of the body that came with a refused handshake, as text; null when there was none.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>The server's connection that it concerns; null on a client, or when no connection came to be.</summary>
    public WebSocketConnection? Connection { get; private set; }

    /// <summary>Says which connection it concerns, and returns this very value.</summary>
    internal ReactiveWsException About(WebSocketConnection connection)
    {
        Connection = connection;
        return this;
    }

    /// <summary>The code, the sentence and, where there is one, the cause.</summary>
    public override string ToString() =>
        InnerException is null ? $"{(int)Code}: {Message}" : $"{(int)Code}: {Message} ({InnerException.GetType().Name}: {InnerException.Message})";
}
