using System.Reactive.Disposables;
using System.Reactive.Linq;

namespace ReactiveWs;

/// <content>A connection as a cold observable: the one place where failure is an <c>OnError</c>.</content>
public sealed partial class ReactiveWebSocket
{
    /// <summary>Connects a new socket for each subscription.</summary>
    /// <param name="connect">Connects the socket, and runs the action before its first read.</param>
    /// <param name="options">Checked only: the operators are the policy, so the socket must not reconnect by itself.</param>
    static IObservable<ReactiveWebSocket> Cold(Func<ReactiveWebSocket, Action, CancellationToken, Task> connect, WebSocketRequestOptions? options)
    {
        if (options?.Reconnect is not null)
            throw new ArgumentException("Reconnect must be null here: Retry and Repeat are the policy. Use ConnectAsync for a socket that reconnects by itself.", nameof(options));
        return Observable.Create<ReactiveWebSocket>(observer =>
        {
            var socket = new ReactiveWebSocket();
            var cancellation = new CancellationTokenSource();
            _ = RunAsync(socket, observer, connect, cancellation.Token);
            return Disposable.Create(() =>
            {
                cancellation.Cancel();
                _ = socket.DisposeAsync().AsTask();
            });
        });
    }

    static async Task RunAsync(
        ReactiveWebSocket socket, IObserver<ReactiveWebSocket> observer, Func<ReactiveWebSocket, Action, CancellationToken, Task> connect, CancellationToken cancellationToken)
    {
        ReactiveWsException? lost = null;
        try
        {
            await connect(socket, () => Yield(socket, observer, e => lost = e), cancellationToken).ConfigureAwait(false);
            var end = await socket.Closed.ConfigureAwait(false);
            await socket.DisposeAsync().ConfigureAwait(false);
            if (end.WasClean) observer.OnCompleted();
            else observer.OnError(lost ?? new ReactiveWsException(WebSocketErrorCode.ConnectionFailed, end.Reason));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // nobody listens any more
        }
        catch (Exception e)
        {
            await socket.DisposeAsync().ConfigureAwait(false);
            observer.OnError(e);
        }
    }

    static void Yield(ReactiveWebSocket socket, IObserver<ReactiveWebSocket> observer, Action<ReactiveWsException> onError)
    {
        // the last error before the close is the one that ended the connection; the others are of subscribers
        socket.Errors.TakeUntil(socket.Closes).Subscribe(onError);
        observer.OnNext(socket);
    }
}
