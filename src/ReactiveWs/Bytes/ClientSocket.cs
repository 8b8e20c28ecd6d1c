using System.Net;
using System.Net.Sockets;

namespace ReactiveWs.Bytes;

/// <summary>Connects a socket.</summary>
internal static class ClientSocket
{
    /// <summary>A socket to the first address of a host that answers, IPv6 and IPv4.</summary>
    /// <exception cref="SocketException">None does, or the name is not known.</exception>
    public static async ValueTask<Socket> ConnectAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
