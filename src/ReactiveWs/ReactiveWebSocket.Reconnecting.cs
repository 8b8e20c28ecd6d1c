using System.Diagnostics;
using ReactiveWs.Bytes;
using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs;

/// <content>How it connects again, by itself.</content>
public sealed partial class ReactiveWebSocket
{
    CancellationTokenSource? _reconnecting;     // while there is something to stop
    Task _keeping = Task.CompletedTask;

    /// <summary>Attempts until a connection is open, or the policy gives up: then the last error is thrown.</summary>
    async Task<ReconnectTarget> AttemptAsync(
        ReconnectTarget target, ReconnectOptions? policy, ReconnectReason? previous, Action? beforeFirstRead, CancellationToken cancellationToken)
    {
        var waits = 0;
        for (var attempt = 1; ; attempt++)
        {
            // a lost connection waits before its first retry, a first connect does not
            if (previous is not null && policy is not null)
            {
                var delay = Delay(policy, previous, ++waits);
                Tell(ConnectionState.Waiting(attempt, delay));
                await Task.Delay(delay, target.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            try
            {
                Tell(ConnectionState.Connecting(attempt));
                target = await NextTargetAsync(target, policy, previous, attempt, cancellationToken).ConfigureAwait(false);
                using var activity = Telemetry.Activities.StartActivity("websocket connect", ActivityKind.Client);
                activity?.SetTag("server.address", target.Uri.Host).SetTag("server.port", target.Uri.Port).SetTag("reactivews.attempt", attempt);
                var opening = await ClientHandshake.OpenAsync(target.Uri, target.Options, cancellationToken).ConfigureAwait(false);
                await OpenAsync(opening, target.Options, beforeFirstRead).ConfigureAwait(false);
                Telemetry.Attempted(succeeded: true);
                return target;
            }
            catch (ReactiveWsException e)
            {
                Telemetry.Attempted(succeeded: false);
                Post(() => _streams.OnError(e));
                previous = new ReconnectReason(e, null);
                if (policy.Decide(previous, attempt) == ReconnectDecision.Stop) throw;
            }
        }
    }

    /// <summary>Connects again after each end, until the policy, CloseAsync or DisposeAsync says stop.</summary>
    async Task KeepConnectedAsync(ReconnectTarget target, ReconnectOptions policy, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var connection = _connection!;
                var end = await connection.Closed.ConfigureAwait(false);
                var reason = new ReconnectReason(connection.EndError, end);
                if (cancellationToken.IsCancellationRequested || policy.Decide(reason, 0) == ReconnectDecision.Stop) return;
                target = await AttemptAsync(target, policy, reason, null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is ReactiveWsException or OperationCanceledException)
        {
            // Errors has told it; the state is the last word
            Tell(ConnectionState.Closed);
        }
    }

    static TimeSpan Delay(ReconnectOptions policy, ReconnectReason previous, int wait) =>
        policy.Decide(previous, 0) == ReconnectDecision.RetryNow ? TimeSpan.Zero : policy.DelayBeforeRetry(wait, Random.Shared.NextDouble());

    static async ValueTask<ReconnectTarget> NextTargetAsync(
        ReconnectTarget target, ReconnectOptions? policy, ReconnectReason? previous, int attempt, CancellationToken cancellationToken)
    {
        if (policy?.Attempt is not { } make) return target;
        try
        {
            return await make(new ReconnectAttempt(attempt, target.Uri, target.Options, previous), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (ReactiveWsException or OperationCanceledException))
        {
            throw new ReactiveWsException(WebSocketErrorCode.Unknown, $"The Attempt hook threw {e.GetType().Name}: {e.Message}", e);
        }
    }

    // not CancelAsync: it would lose whose thread this is
    void StopReconnecting() => _reconnecting?.Cancel();
}
