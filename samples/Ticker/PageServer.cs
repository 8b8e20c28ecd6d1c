using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ticker;

/// <summary>Serves one page over HTTP, as the tutorial's static web server does.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    readonly TcpListener _listener;
    readonly byte[] _response;
    readonly Task _serving;

    PageServer(TcpListener listener, byte[] page)
    {
        _listener = listener;
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {page.Length}\r\nConnection: close\r\n\r\n";
        _response = [.. Encoding.ASCII.GetBytes(head), .. page];
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static PageServer Start(int port, string path)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return new PageServer(listener, File.ReadAllBytes(path));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // stopped, while it waited or just before it would have
        }
    }

    async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            var stream = client.GetStream();
            var request = new byte[8192];
            if (await stream.ReadAsync(request) > 0) await stream.WriteAsync(_response);
        }
        catch (IOException)
        {
            // the browser changed its mind
        }
    }
}
