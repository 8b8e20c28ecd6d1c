using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>A SOCKS 5 proxy (RFC 1928) with or without a user and password (RFC 1929); it remembers what it was asked to reach.</summary>
internal sealed class SocksPeer : IAsyncDisposable
{
    const byte Version = 5, NoAuthentication = 0, UserAndPassword = 2, Connect = 1, IPv4 = 1, Domain = 3, IPv6 = 4, Succeeded = 0, NotAllowed = 2;

    readonly LoopbackListener _listener;
    readonly (string User, string Password)? _account;
    readonly List<string> _targets = [];

    public SocksPeer((string User, string Password)? account = null)
    {
        _account = account;
        _listener = new LoopbackListener(ServeAsync);
    }

    public int Port => _listener.Port;

    /// <summary>host:port of every CONNECT so far.</summary>
    public IReadOnlyList<string> Targets
    {
        get
        {
            lock (_targets)
            {
                return [.. _targets];
            }
        }
    }

    /// <summary>Refuses every target when set.</summary>
    public bool Refuses { get; init; }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    async Task ServeAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        if (!await GreetAsync(client, cancellationToken))
        {
            return;
        }

        var (host, port) = await RequestAsync(client, cancellationToken);
        lock (_targets)
        {
            _targets.Add($"{host}:{port}");
        }

        if (Refuses)
        {
            await client.WriteAsync(Reply(NotAllowed), cancellationToken);
            return;
        }

        using var target = new TcpClient();
        await target.ConnectAsync(host, port, cancellationToken);
        await client.WriteAsync(Reply(Succeeded), cancellationToken);
        await Relay.BetweenAsync(client, target.GetStream(), cancellationToken);
    }

    async Task<bool> GreetAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        var greeting = await ReadAsync(client, 2, cancellationToken);
        var methods = await ReadAsync(client, greeting[1], cancellationToken);
        var wanted = _account is null ? NoAuthentication : UserAndPassword;
        if (greeting[0] != Version || !methods.Contains(wanted))
        {
            await client.WriteAsync(new byte[] { Version, 0xFF }, cancellationToken);
            return false;
        }

        await client.WriteAsync(new byte[] { Version, wanted }, cancellationToken);
        return _account is not { } account || await AuthenticateAsync(client, account, cancellationToken);
    }

    static async Task<bool> AuthenticateAsync(NetworkStream client, (string User, string Password) account, CancellationToken cancellationToken)
    {
        await ReadAsync(client, 1, cancellationToken);
        var given = (await StringAsync(client, cancellationToken), await StringAsync(client, cancellationToken));
        await client.WriteAsync(new byte[] { 1, (byte)(given == account ? 0 : 1) }, cancellationToken);
        return given == account;
    }

    static async Task<(string Host, int Port)> RequestAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        var request = await ReadAsync(client, 4, cancellationToken);
        Assert.Equal((Version, Connect), (request[0], request[1]));
        var host = request[3] switch
        {
            IPv4 => new IPAddress(await ReadAsync(client, 4, cancellationToken)).ToString(),
            IPv6 => new IPAddress(await ReadAsync(client, 16, cancellationToken)).ToString(),
            Domain => await StringAsync(client, cancellationToken),
            var type => throw new IOException($"SOCKS address type {type}"),
        };
        var port = await ReadAsync(client, 2, cancellationToken);
        return (host, (port[0] << 8) | port[1]);
    }

    static byte[] Reply(byte status) => [Version, status, 0, IPv4, 127, 0, 0, 1, 0, 0];

    static async Task<string> StringAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        var length = await ReadAsync(client, 1, cancellationToken);
        return Encoding.ASCII.GetString(await ReadAsync(client, length[0], cancellationToken));
    }

    static async Task<byte[]> ReadAsync(NetworkStream stream, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
