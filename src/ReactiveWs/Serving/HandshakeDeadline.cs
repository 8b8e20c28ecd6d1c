namespace ReactiveWs.Serving;

/// <summary>Ends one handshake when its time is over, or when the server stops. Leaves nothing behind with the server once it is disposed.</summary>
internal sealed class HandshakeDeadline(WebSocketServerConfig config, CancellationToken stopping) : IDisposable
{
    readonly CancellationTokenSource _timeout = new(config.HandshakeTimeout, config.TimeProvider);
    CancellationTokenSource? _either;

    public CancellationToken Token => (_either ??= CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, stopping)).Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => _timeout.IsCancellationRequested;

    public void Dispose()
    {
        _either?.Dispose();
        _timeout.Dispose();
    }
}
