using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReactiveWs.Soak.Visits;

/// <summary>Somebody who does not mean to talk: leaves at once, is slow with the request, sends rubbish, comes from another origin, breaks a rule, or reads nothing.</summary>
internal sealed class StrangerVisit(Stay stay, int kind) : Visit(stay, "Stranger", mayLose: true)
{
    public const int Kinds = 6;

    protected override async Task LiveAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 16 * 1024 };
        await socket.ConnectAsync(IPAddress.Loopback, Stay.Server.Port);
        switch (kind)
        {
            case 0:
                return;
            case 1:
                await SayAsync(socket, "GET /echo/0 HTTP/1.1\r\nHost: localhost\r\n");
                break;
            case 2:
                await SayAsync(socket, "\u0016\u0003\u0001 is not HTTP\r\n\r\n");
                break;
            case 3:
                await SayAsync(socket, Request("/echo/0", "http://elsewhere.example"));
                break;
            case 4:
                await SayAsync(socket, Request("/echo/0", null) + "\u0081\u0003abc");         // not masked
                break;
            default:
                await SayAsync(socket, Request($"/push/{Id.ToString(CultureInfo.InvariantCulture)}", null));
                Connections = 1;
                await Gone;
                return;
        }
        await ReadToEndAsync(socket);
    }

    static async Task SayAsync(Socket socket, string bytes) => await socket.SendAsync(Encoding.Latin1.GetBytes(bytes));

    static string Request(string path, string? origin) =>
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{(origin is null ? "" : $"Origin: {origin}\r\n")}\r\n";

    static async Task ReadToEndAsync(Socket socket)
    {
        var buffer = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(buffer) > 0);
        }
        catch (SocketException)
        {
            // reset: an end as well
        }
    }
}
