using System.Buffers.Binary;
using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>
/// Pings the peer, measures its answers, and finds out that it is gone: no bytes at all for PongTimeout after a ping, or no message for IdleTimeout.
/// While the connection does not read because its own handlers are behind, silence says nothing about the peer.
/// </summary>
internal sealed class KeepAlive
{
    readonly Connection _connection;
    readonly ConnectionSettings _settings;
    readonly Lock _lock = new();
    ITimer? _timer;
    bool _heardBytes;
    bool _heardMessage;
    bool _awaitsPong;
    uint _pings;
    long _pingSentAt;
    long _pongDueAt;
    long _nextPingAt;
    long _idleAt;

    public KeepAlive(Connection connection, ConnectionSettings settings)
    {
        (_connection, _settings) = (connection, settings);
        if (!Pings && !WatchesIdling) return;
        var now = settings.Time.GetTimestamp();
        _nextPingAt = Pings ? now + Ticks(settings.PingInterval) : long.MaxValue;
        _idleAt = WatchesIdling ? now + Ticks(settings.IdleTimeout) : long.MaxValue;
        _pongDueAt = long.MaxValue;
        lock (_lock)
        {
            _timer = settings.Time.CreateTimer(static state => ((KeepAlive)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Rearm(now);
        }
    }

    bool Pings => _settings.PingInterval > TimeSpan.Zero;

    bool WatchesIdling => _settings.IdleTimeout > TimeSpan.Zero;

    /// <summary>Bytes came in; no clock is read for that.</summary>
    public void OnBytes() => _heardBytes = true;

    public void OnMessage() => _heardMessage = true;

    /// <summary>The round-trip time, if the pong answers our latest ping; zero otherwise (§5.5.3 allows unsolicited ones).</summary>
    public TimeSpan OnPong(ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (payload.Length != sizeof(uint) || BinaryPrimitives.ReadUInt32BigEndian(payload) != _pings || _pings == 0) return TimeSpan.Zero;
            return _settings.Time.GetElapsedTime(_pingSentAt);
        }
    }

    /// <summary>Ends its timer.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    void OnTimer()
    {
        ReactiveWsException? lost = null;
        var idle = false;
        lock (_lock)
        {
            if (_timer is null) return;
            var now = _settings.Time.GetTimestamp();
            if (now >= _pongDueAt) lost = JudgeSilence();
            if (now >= _idleAt) idle = JudgeIdling(now);
            if (lost is null && now >= _nextPingAt) Ping(now);
            if (lost is null) Rearm(now);
        }
        if (lost is not null) _connection.Abort(lost);
        else if (idle) _connection.BeginClose(CloseCode.GoingAway, "no message within the idle timeout");
    }

    ReactiveWsException? JudgeSilence()
    {
        _awaitsPong = false;
        _pongDueAt = long.MaxValue;
        if (_heardBytes || _connection.IsReadingPaused) return null;
        return new ReactiveWsException(WebSocketErrorCode.ConnectionFailed,
            $"The link is lost: nothing came from the peer for PongTimeout ({_settings.PongTimeout}) after a ping.");
    }

    bool JudgeIdling(long now)
    {
        var idle = !_heardMessage && !_connection.IsReadingPaused;
        _heardMessage = false;
        _idleAt = idle ? long.MaxValue : now + Ticks(_settings.IdleTimeout);
        return idle;
    }

    void Ping(long now)
    {
        _nextPingAt = now + Ticks(_settings.PingInterval);
        if (!_awaitsPong) StartWaiting(now);
        _pingSentAt = now;
        Span<byte> payload = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(payload, ++_pings);
        _connection.SendControl(Opcode.Ping, payload);
    }

    void StartWaiting(long now)
    {
        _heardBytes = false;
        if (_settings.PongTimeout <= TimeSpan.Zero) return;
        _awaitsPong = true;
        _pongDueAt = now + Ticks(_settings.PongTimeout);
    }

    void Rearm(long now)
    {
        var next = Math.Min(Math.Min(_nextPingAt, _pongDueAt), _idleAt);
        if (next == long.MaxValue) return;
        var due = TimeSpan.FromSeconds((double)Math.Max(0, next - now) / _settings.Time.TimestampFrequency);
        // a millisecond is the timer's unit: rounding down would fire before the time has come
        _timer!.Change(TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _settings.Time.TimestampFrequency);
}
