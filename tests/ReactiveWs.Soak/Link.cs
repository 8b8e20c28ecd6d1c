using System.Net;
using System.Net.Sockets;

namespace ReactiveWs.Soak;

/// <summary>A client's socket that can be cut: the peer then sees a reset.</summary>
/// <param name="receiveBuffer">The kernel's room for what was not read yet, in bytes; null: as the system thinks.</param>
internal sealed class Link(int? receiveBuffer = null)
{
    Socket? _socket;

    public async ValueTask<Stream> OpenAsync(Uri uri, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (receiveBuffer is { } size) socket.ReceiveBufferSize = size;
            await socket.ConnectAsync(IPAddress.Loopback, uri.Port, cancellationToken);
            _socket = socket;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Cut()
    {
        if (_socket is not { } socket) return;
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // it has ended already
        }
        socket.Dispose();
    }
}
