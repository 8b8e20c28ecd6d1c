using System.Net;
using System.Net.Sockets;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>tinyproxy, an HTTP proxy that serves CONNECT.</summary>
internal sealed class TinyProxy : IAsyncDisposable
{
    readonly ChildProcess _process;
    readonly string _configuration;

    TinyProxy(ChildProcess process, string configuration, int port)
    {
        _process = process;
        _configuration = configuration;
        Port = port;
    }

    public int Port { get; }

    public static async Task<TinyProxy> StartAsync(CancellationToken cancellationToken, (string User, string Password)? account = null)
    {
        Peer.TinyProxy.Require();
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var configuration = Path.GetTempFileName();
            await File.WriteAllTextAsync(configuration, $"""
                Port {port}
                Listen 127.0.0.1
                Timeout 600
                MaxClients 100
                LogLevel Info
                Allow 127.0.0.1
                {(account is { } a ? $"BasicAuth {a.User} {a.Password}" : "")}
                """, cancellationToken);
            var proxy = new TinyProxy(ChildProcess.Start(Peer.TinyProxy.Path, "-d", "-c", configuration), configuration, port);
            try
            {
                await proxy._process.LineAsync("Accepting connections", cancellationToken);
                return proxy;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
                await proxy.DisposeAsync();                        // somebody took the port: another one
            }
        }
    }

    /// <summary>Completes when the proxy was asked to reach a target.</summary>
    public Task<string> ConnectedToAsync(string target, CancellationToken cancellationToken) => _process.LineAsync($"CONNECT {target} ", cancellationToken);

    /// <summary>Whether the proxy was asked for anything so far.</summary>
    public bool WasUsed => _process.Transcript.Contains("Request (", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        File.Delete(_configuration);
    }

    // It cannot choose a free port itself.
    static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
