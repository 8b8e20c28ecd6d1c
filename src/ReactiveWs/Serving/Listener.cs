using System.Net;
using System.Net.Sockets;

namespace ReactiveWs.Serving;

/// <summary>Listens, and hands over each socket that connects. Goes on when accepting fails for a moment.</summary>
internal sealed class Listener : IDisposable
{
    const int Backlog = 4096;

    static readonly TimeSpan s_pauseAfterFailure = TimeSpan.FromMilliseconds(100);

    readonly Socket _socket;
    readonly TimeProvider _time;

    Listener(Socket socket, TimeProvider time) => (_socket, _time) = (socket, time);

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Binds and listens.</summary>
    /// <exception cref="ReactiveWsException">2302004: the address; 2302005: the port; 2302007: the port is in use; 201: not permitted; 2302999: anything else.</exception>
    public static Listener Open(WebSocketServerConfig config)
    {
        var endPoint = EndPointOf(config);
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(endPoint);
            socket.Listen(Backlog);
            return new Listener(socket, config.TimeProvider);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw Failed(e, endPoint);
        }
    }

    /// <summary>Accepts until it is disposed.</summary>
    public async Task AcceptAllAsync(Action<Socket> onAccepted, Action<Exception> onFailed)
    {
        while (true)
        {
            try
            {
                onAccepted(await _socket.AcceptAsync().ConfigureAwait(false));
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket })
            {
                return;
            }
            catch (SocketException e)
            {
                // out of descriptors, or a client that was gone before it was accepted
                onFailed(e);
                await Task.Delay(s_pauseAfterFailure, _time).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    static IPEndPoint EndPointOf(WebSocketServerConfig config)
    {
        if (!IPAddress.TryParse(config.ServerIP, out var address))
            throw new ReactiveWsException(WebSocketErrorCode.InvalidAddress,
                $"'{config.ServerIP}' is not an IP address: ServerIP takes one, such as 127.0.0.1 for this machine only or 0.0.0.0 for all networks.");
        if (config.ServerPort is < 0 or > 65535)
            throw new ReactiveWsException(WebSocketErrorCode.InvalidPort,
                $"{config.ServerPort} is not a port: ServerPort takes 0–65535, where 0 chooses a free one.");
        return new IPEndPoint(address, config.ServerPort);
    }

    static ReactiveWsException Failed(SocketException e, IPEndPoint endPoint) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => new(WebSocketErrorCode.PortInUse,
            $"Port {endPoint.Port} of {endPoint.Address} is in use: choose another ServerPort, or 0 for a free one.", e),
        SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => new(WebSocketErrorCode.InvalidAddress,
            $"This machine has no address {endPoint.Address}: ServerIP takes one of its own, or 0.0.0.0 for all.", e),
        SocketError.AccessDenied => new(WebSocketErrorCode.PermissionDenied,
            $"The operating system does not permit listening on {endPoint}: ports below 1024 usually need a privilege.", e),
        _ => new(WebSocketErrorCode.Unknown, $"Listening on {endPoint} failed: {e.Message}", e),
    };
}
