using System.Collections.Concurrent;
using System.Globalization;
using System.Reactive.Linq;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>
/// A server of ours that echoes every message in its kind, but for these texts: <c>close CODE REASON</c>, <c>close</c>, <c>push N SIZE</c>.
/// </summary>
internal sealed class OurServer : IAsyncDisposable
{
    readonly ConcurrentQueue<ReactiveWsException> _errors = new();
    readonly string _scheme;

    OurServer(WebSocketServerConfig config)
    {
        _scheme = config.ServerCert is null ? "ws" : "wss";
        Connected = Server.Connects.NextAsync();
        Ended = Server.Closes.NextAsync();
        Failed = Server.Errors.NextAsync();
        Server.Errors.Subscribe(_errors.Enqueue);
        Server.Connects.Subscribe(connection => connection.Messages.SubscribeAwait(async (message, ct) => await AnswerAsync(connection, message, ct)));
    }

    public ReactiveWebSocketServer Server { get; } = new();

    /// <summary>The first connection.</summary>
    public Task<WebSocketConnection> Connected { get; }

    /// <summary>The first end.</summary>
    public Task<ConnectionClosed> Ended { get; }

    /// <summary>The first error.</summary>
    public Task<ReactiveWsException> Failed { get; }

    public IReadOnlyCollection<ReactiveWsException> Errors => _errors;

    public static async Task<OurServer> StartAsync(WebSocketServerConfig? config = null)
    {
        var server = new OurServer(config ?? new WebSocketServerConfig());
        await server.Server.StartAsync(config, TestContext.Current.CancellationToken);
        return server;
    }

    public string Url(string path = "/", string host = "localhost") => $"{_scheme}://{host}:{Server.Port}{path}";

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    static async Task AnswerAsync(WebSocketConnection connection, WebSocketMessage message, CancellationToken cancellationToken)
    {
        switch (message.Text?.Split(' ', 3))
        {
            case ["close"]:
                await connection.CloseAsync(cancellationToken);
                break;
            case ["close", var code, var reason]:
                await connection.CloseAsync(new WebSocketCloseOptions { Code = int.Parse(code, CultureInfo.InvariantCulture), Reason = reason }, cancellationToken);
                break;
            case ["push", var count, var size]:
                await PushAsync(connection, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(size, CultureInfo.InvariantCulture), cancellationToken);
                break;
            case null:
                await connection.SendAsync(message.Data, cancellationToken);
                break;
            default:
                await connection.SendAsync(message.Text!, cancellationToken);
                break;
        }
    }

    static async Task PushAsync(WebSocketConnection connection, int count, int size, CancellationToken cancellationToken)
    {
        var data = new byte[size];
        for (var i = 0; i < count; i++)
        {
            data.AsSpan().Fill((byte)i);
            await connection.SendAsync(data.ToArray(), cancellationToken);
        }
    }
}
