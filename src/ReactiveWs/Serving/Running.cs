using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using ReactiveWs.Bytes;
using ReactiveWs.Frames;
using ReactiveWs.Messages;

namespace ReactiveWs.Serving;

/// <summary>A server between its start and its stop.</summary>
internal sealed class Running : IDisposable
{
    readonly IReceivesClients _server;
    readonly WebSocketServerConfig _config;
    readonly Listener? _listener;
    readonly ServerTls? _tls;
    readonly Admission _admission;
    readonly Reception _reception;
    readonly CancellationTokenSource _stopping = new();
    readonly ConnectionRegistry<ByteLink> _links = new();       // from their first byte to their end
    readonly ConcurrentBag<CloseResult> _ends = [];       // of the connections that the stop found open

    Running(IReceivesClients server, WebSocketServerConfig config, Listener? listener, ServerTls? tls)
    {
        (_server, _config, _listener, _tls) = (server, config, listener, tls);
        Settings = ConnectionSettings.Of(config);
        _admission = new Admission(config);
        var own = SubprotocolChoice.List(config.Protocol, config.Protocols) ?? [];
        _reception = new Reception(config, _admission, () => [.. own, .. server.Protocols], tls is not null, OnRefused);
    }

    public ConnectionSettings Settings { get; }

    public int Port => _listener?.Port ?? 0;

    public static Running Start(IReceivesClients server, WebSocketServerConfig config, bool listens)
    {
        if (OptionsCheck.Fault(config) is { } fault) throw fault;
        var tls = listens ? ServerTls.Load(config) : null;
        try
        {
            return new Running(server, config, listens ? Listener.Open(config) : null, tls);
        }
        catch
        {
            tls?.Dispose();
            throw;
        }
    }

    public void AcceptAll() => _ = _listener!.AcceptAllAsync(
        socket => ThreadPool.UnsafeQueueUserWorkItem(static accepted => _ = accepted.This.ServeAsync(accepted.Socket), (This: this, Socket: socket), preferLocal: false),
        OnAcceptFailed);

    /// <summary>Serves one client from its upgrade to its end. Never throws.</summary>
    public async Task ServeAsync(ByteLink link, IPEndPoint? remote, SslStream? tls)
    {
        _links.Add(link);
        try
        {
            if (await ReceiveAsync(link, remote, tls).ConfigureAwait(false) is not var (client, leftover)) return;
            try
            {
                // everything that waits here waits as long as the connection lives: one method, so that there is one state to keep
                var connection = await AnnounceAsync(client).ConfigureAwait(false);
                await connection.RunAsync(leftover).ConfigureAwait(false);
                if (_stopping.IsCancellationRequested) _ends.Add(await connection.Closed.ConfigureAwait(false));
            }
            finally
            {
                _admission.Leave(remote?.Address);
            }
        }
        catch (Exception e)
        {
            OnRefused(new ReactiveWsException(WebSocketErrorCode.ConnectionFailed, $"The handshake with {remote?.ToString() ?? "a client in memory"} failed: {e.Message}", e));
        }
        finally
        {
            await EndAsync(link).ConfigureAwait(false);
        }
    }

    /// <summary>No new connections, 1001 to those there are, time to drain, then the cut.</summary>
    public async Task<StopResult> StopAsync(CancellationToken cancellationToken)
    {
        _listener?.Dispose();
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var connection in _server.Open) connection.BeginClose(CloseCode.GoingAway, "the server is stopping");
        try
        {
            await _links.WhenNone().WaitAsync(_config.DrainTimeout, _config.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await CutAsync().ConfigureAwait(false);
        }
        Dispose();
        var result = _ends.Aggregate(default(StopResult), (sum, end) => sum.Plus(StopResult.Of(end)));
        Log.Stopped(Settings.Logger, result.Connections, result.Clean, result.Undelivered);
        return result;
    }

    public void Dispose()
    {
        _listener?.Dispose();
        _tls?.Dispose();
    }

    async Task CutAsync()
    {
        var reason = new ReactiveWsException(WebSocketErrorCode.ConnectionFailed,
            $"The server stopped, and the client did not finish the close handshake within DrainTimeout ({_config.DrainTimeout}).");
        foreach (var connection in _server.Open) connection.Abort(reason);
        foreach (var link in _links.All) link.Abort();
        await _links.WhenNone().ConfigureAwait(false);
    }

    /// <summary>As the other one, with a socket that was accepted.</summary>
    public Task ServeAsync(Socket socket)
    {
        try
        {
            var remote = socket.RemoteEndPoint as IPEndPoint;
            return _tls is null ? ServeAsync(new SocketLink(socket), remote, tls: null) : ServeAsync(socket, remote, _tls);
        }
        catch (Exception e)
        {
            // gone before its turn came; nobody else would catch it on this thread
            socket.Dispose();
            OnRefused(new ReactiveWsException(WebSocketErrorCode.ConnectionFailed, $"A connection was lost before it could be served: {e.Message}", e));
            return Task.CompletedTask;
        }
    }

    async Task ServeAsync(Socket socket, IPEndPoint? remote, ServerTls serverTls)
    {
        if (await AuthenticateAsync(socket, remote, serverTls).ConfigureAwait(false) is not { } tls) return;
        await ServeAsync(new StreamLink(tls, waitsOnEmptyReads: true, socket), remote, tls).ConfigureAwait(false);
    }

    async Task<SslStream?> AuthenticateAsync(Socket socket, IPEndPoint? remote, ServerTls serverTls)
    {
        using var timeout = new HandshakeDeadline(_config, _stopping.Token);
        try
        {
            socket.NoDelay = true;
            return await serverTls.AuthenticateAsync(new NetworkStream(socket, ownsSocket: true), timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            socket.Dispose();
            OnRefused(new ReactiveWsException(WebSocketErrorCode.ConnectionFailed, $"The TLS handshake with {remote} failed: {e.Message}", e));
            return null;
        }
    }

    async Task<(Admitted Client, ReadOnlyMemory<byte> Leftover)?> ReceiveAsync(ByteLink link, IPEndPoint? remote, SslStream? tls)
    {
        using var deadline = new HandshakeDeadline(_config, _stopping.Token);
        await using var cut = deadline.Token.UnsafeRegister(static state => ((ByteLink)state!).Abort(), link).ConfigureAwait(false);
        try
        {
            return await _reception.ReceiveAsync(link, remote, tls, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (deadline.IsOver && !_stopping.IsCancellationRequested)
        {
            OnRefused(new ReactiveWsException(WebSocketErrorCode.LimitExceeded,
                $"{remote?.ToString() ?? "A client in memory"} did not finish its handshake within HandshakeTimeout ({_config.HandshakeTimeout}).", e));
            return null;
        }
    }

    async ValueTask EndAsync(ByteLink link)
    {
        try
        {
            await link.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // nothing is left to be done with it
        }
        _links.Remove(link);
    }

    async Task<Connection> AnnounceAsync(Admitted client)
    {
        var connection = _server.OnAdmitted(client, Settings, out var announce);
        await connection.AnnounceAsync(announce, _config.HandshakeTimeout).ConfigureAwait(false);
        if (_stopping.IsCancellationRequested) connection.BeginClose(CloseCode.GoingAway, "the server is stopping");
        return connection;
    }

    void OnRefused(ReactiveWsException error)
    {
        Telemetry.Refused(error.HttpStatus);
        if (!_stopping.IsCancellationRequested) _server.OnError(error);
    }

    void OnAcceptFailed(Exception error)
    {
        Log.AcceptFailed(Settings.Logger, error);
        _server.OnError(new ReactiveWsException(WebSocketErrorCode.Unknown, $"Accepting a connection failed, the server goes on listening: {error.Message}", error));
    }
}
