using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>
/// The closing handshake of RFC 6455 §7, in every order: which close frames went which way. Owns the deadline by which the peer has to answer.
/// </summary>
internal sealed class CloseHandshake(SendQueue queue, ConnectionSettings settings, Action<ReactiveWsException> abort)
{
    readonly Lock _lock = new();
    ITimer? _deadline;
    long _progress;
    bool _sent;
    bool _stopped;

    /// <summary>The close frame that was received; null until then.</summary>
    public ClosePayload? Received { get; private set; }

    /// <summary>Whether our own close frame was queued.</summary>
    public bool WasSent => Volatile.Read(ref _sent);

    /// <summary>Whether close frames went both ways.</summary>
    public bool IsComplete => WasSent && Received is not null;

    /// <summary>Queues our close frame and starts the deadline. False when that was done already.</summary>
    public bool Send(int code, string reason)
    {
        lock (_lock)
        {
            if (_sent || _stopped) return false;
            _sent = true;
        }
        Span<byte> payload = stackalloc byte[125];
        // 1005 stands for a frame without a code
        var count = code == CloseCode.NoStatus ? 0 : ClosePayload.Write(payload, code, reason);
        queue.SendClose(payload[..count]);
        StartDeadline();
        return true;
    }

    /// <summary>Notes the peer's close frame. It is answered when what came before it was handled (§5.5.1).</summary>
    public void Receive(ClosePayload payload) => Received = payload;

    /// <summary>The end has a deadline: each time it passes, the peer must have taken bytes, or the link is cut.</summary>
    public void StartDeadline()
    {
        lock (_lock)
        {
            if (_stopped || _deadline is not null) return;
            _progress = queue.Progress;
            _deadline = settings.Time.CreateTimer(static state => ((CloseHandshake)state!).OnDeadline(), this, settings.CloseTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    void OnDeadline()
    {
        lock (_lock)
        {
            if (_stopped) return;
            var progress = queue.Progress;
            if (queue.IsUnderWay && progress != _progress)
            {
                _progress = progress;
                _deadline!.Change(settings.CloseTimeout, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        abort(new ReactiveWsException(WebSocketErrorCode.ConnectionFailed,
            $"The peer did not finish the close handshake within CloseTimeout ({settings.CloseTimeout}), so the link was cut."));
    }

    /// <summary>Ends its timer.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            _deadline?.Dispose();
        }
    }
}
