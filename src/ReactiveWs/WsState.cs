namespace ReactiveWs;

/// <summary>
/// What a connection can be doing, as <see cref="RequiresStateAttribute"/> and <see cref="EnsuresStateAttribute"/> speak
/// of it. The analyzers follow these through a method body; at run time nothing reads them.
/// </summary>
[Flags]
public enum WsState
{
    /// <summary>No statement.</summary>
    None = 0,

    /// <summary>Never connected.</summary>
    Idle = 1 << 0,

    /// <summary>The handshake has been started.</summary>
    Connecting = 1 << 1,

    /// <summary>The handshake is done, and no close has been sent.</summary>
    Open = 1 << 2,

    /// <summary>The close has been started; the object may connect again.</summary>
    Closed = 1 << 3,

    /// <summary>Disposed: not usable again.</summary>
    Disposed = 1 << 4,
}
