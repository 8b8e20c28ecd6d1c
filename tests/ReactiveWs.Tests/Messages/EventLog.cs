using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Messages;

/// <summary>All events of one socket or connection over all its streams, in their order; notices when two come at once.</summary>
internal sealed class EventLog
{
    readonly Recorder<string> _events = new();
    int _inside;
    int _overlaps;

    public IReadOnlyList<string> Events => _events.Values;

    /// <summary>How often an event came while another was being delivered.</summary>
    public int Overlaps => _overlaps;

    public Task<IReadOnlyList<string>> WaitForAsync(int count) => _events.WaitForAsync(count, TestContext.Current.CancellationToken).Soon();

    public static EventLog Of(ReactiveWebSocket socket)
    {
        var log = new EventLog();
        log.Listen(socket.HeadersReceived, _ => "headers");
        log.Listen(socket.Opens, open => $"open {open.Status}");
        log.Listen(socket.Messages, Shown);
        log.Listen(socket.DataEnds, _ => "end of data");
        log.Listen(socket.Errors, error => $"error {(int)error.Code}");
        log.Listen(socket.Closes, close => $"close {close.Code}");
        return log;
    }

    public static EventLog Of(WebSocketConnection connection)
    {
        var log = new EventLog();
        log.Listen(connection.Messages, Shown);
        log.Listen(connection.DataEnds, _ => "end of data");
        log.Listen(connection.Errors, error => $"error {(int)error.Code}");
        log.Listen(connection.Closes, close => $"close {close.Code}");
        return log;
    }

    public static EventLog Of(ReactiveWebSocketServer server)
    {
        var log = new EventLog();
        log.Listen(server.Connects, _ => "connect");
        log.Listen(server.MessageReceived, message => Shown(message.Message));
        log.Listen(server.Errors, error => $"error {(int)error.Code}");
        log.Listen(server.Closes, close => $"close {close.Code}");
        return log;
    }

    public void Listen<T>(IObservable<T> stream, Func<T, string> show) => stream.Subscribe(value => Add(show(value)));

    void Add(string text)
    {
        if (Interlocked.Increment(ref _inside) > 1) Interlocked.Increment(ref _overlaps);
        _events.OnNext(text);
        Thread.Yield();           // gives an overlap its chance
        Interlocked.Decrement(ref _inside);
    }

    static string Shown(WebSocketMessage message) => $"message {message}{(message.IsLast ? "" : "…")}";
}
