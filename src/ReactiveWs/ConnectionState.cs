namespace ReactiveWs;

/// <summary>Where a connection is in its life.</summary>
public enum ConnectionPhase
{
    /// <summary>Never connected yet.</summary>
    Idle,

    /// <summary>The handshake is under way.</summary>
    Connecting,

    /// <summary>Messages can be sent.</summary>
    Open,

    /// <summary>A close frame was sent or received; the other one is awaited.</summary>
    Closing,

    /// <summary>Ended; a <see cref="ReactiveWebSocket"/> can connect again.</summary>
    Closed,

    /// <summary>Ended; the next attempt of a reconnecting socket waits for its delay to pass.</summary>
    Waiting,
}

/// <summary>Where a connection is in its life, with the attempt or the delay that belongs to it.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Attempt">While connecting or waiting: which attempt since the last open connection, from 1; otherwise 0.</param>
/// <param name="Delay">While waiting: how long until the next attempt; otherwise zero.</param>
public readonly record struct ConnectionState(ConnectionPhase Phase, int Attempt = 0, TimeSpan Delay = default)
{
    /// <summary>Never connected yet.</summary>
    public static ConnectionState Idle => new(ConnectionPhase.Idle);

    /// <summary>Messages can be sent.</summary>
    public static ConnectionState Open => new(ConnectionPhase.Open);

    /// <summary>A close frame was sent or received.</summary>
    public static ConnectionState Closing => new(ConnectionPhase.Closing);

    /// <summary>Ended.</summary>
    public static ConnectionState Closed => new(ConnectionPhase.Closed);

    /// <summary>The handshake of the given attempt is under way.</summary>
    /// <param name="attempt">Which attempt since the last open connection, from 1.</param>
    public static ConnectionState Connecting(int attempt) => new(ConnectionPhase.Connecting, attempt);

    /// <summary>The next attempt waits for its delay to pass.</summary>
    /// <param name="attempt">The attempt that waits.</param>
    /// <param name="delay">How long.</param>
    public static ConnectionState Waiting(int attempt, TimeSpan delay) => new(ConnectionPhase.Waiting, attempt, delay);

    /// <summary>The phase, and what belongs to it.</summary>
    public override string ToString() => Phase switch
    {
        ConnectionPhase.Connecting => $"Connecting({Attempt})",
        ConnectionPhase.Waiting => $"Waiting({Delay})",
        _ => Phase.ToString(),
    };
}
