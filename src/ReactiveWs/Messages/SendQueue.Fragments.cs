using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>Messages in fragments: while one is under way, other messages wait (§5.4: fragments of two messages must not mix).</summary>
internal sealed partial class SendQueue
{
    /// <summary>Whether a message was begun that is not finished.</summary>
    public bool IsMidMessage { get; private set; }

    /// <summary>Waits for its turn, and keeps other messages back until <see cref="EndFragments"/>.</summary>
    public async Task BeginFragmentsAsync(CancellationToken cancellationToken)
    {
        var turn = new TurnWaiter();
        lock (_lock)
        {
            if (_closed is not null) throw NotConnected();
            if (!_streaming && _waiters is null or { Count: 0 } && _pending < Limit)
            {
                _streaming = true;
                return;
            }
            Enlist(turn, cancellationToken);
        }
        await turn.Task.ConfigureAwait(false);
    }

    public void EndFragments()
    {
        var startPump = false;
        lock (_lock)
        {
            _streaming = false;
            if (AdmitWaiters(Limit)) startPump = FlushOrCork(Batch.Own);
        }
        if (startPump) _ = PumpAsync();
    }

    public async ValueTask SendFragmentAsync(Opcode opcode, ReadOnlyMemory<byte> payload, bool fin, CancellationToken cancellationToken)
    {
        var startPump = false;
        lock (_lock)
        {
            if (_closed is not null) throw NotConnected();
            AppendFrame(payload.Span, opcode, fin, compressed: false);
            IsMidMessage = !fin;
            startPump = Flush();
        }
        if (startPump) _ = PumpAsync();
        if (Pending >= settings.HighWaterMark) await WhenBelowHighWater().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    sealed class TurnWaiter : SendWaiter
    {
        public override void Enter(SendQueue queue) => queue._streaming = true;
    }
}
