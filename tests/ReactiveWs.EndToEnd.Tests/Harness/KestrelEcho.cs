using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>ASP.NET Core's server with the platform's own WebSocket: echoes, and closes when told <c>close CODE REASON</c>.</summary>
internal sealed class KestrelEcho : IAsyncDisposable
{
    readonly WebApplication _app;

    KestrelEcho(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <summary>The last upgrade's request.</summary>
    public TaskCompletionSource<(string Path, IReadOnlyDictionary<string, string> Headers, string? ClientName)> Upgrade { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<KestrelEcho> StartAsync(TestCertificates.Pair? certificate = null, bool clientCertificate = false, WebSocketAcceptContext? accept = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => Secure(listen, certificate, clientCertificate)));
        var app = builder.Build();
        var echo = new KestrelEcho(app);
        app.UseWebSockets();
        app.Run(context => echo.ServeAsync(context, accept ?? new WebSocketAcceptContext()));
        await app.StartAsync();
        return echo;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    static void Secure(ListenOptions listen, TestCertificates.Pair? certificate, bool clientCertificate)
    {
        listen.Protocols = HttpProtocols.Http1;
        if (certificate is not null)
        {
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate.Load();
                https.ClientCertificateMode = clientCertificate ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate;
                https.ClientCertificateValidation = (client, _, _) => client.Issuer == "CN=ReactiveWs test authority";
            });
        }
    }

    async Task ServeAsync(HttpContext context, WebSocketAcceptContext accept)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        Upgrade.TrySetResult((context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            context.Connection.ClientCertificate?.Subject));
        using var socket = await context.WebSockets.AcceptWebSocketAsync(accept);
        await EchoAsync(socket, context.RequestAborted);
    }

    static async Task EchoAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close } piece)
        {
            var bytes = buffer.AsMemory(0, piece.Count);
            if (piece.MessageType == WebSocketMessageType.Text && Encoding.UTF8.GetString(bytes.Span) is var text && text.StartsWith("close ", StringComparison.Ordinal))
            {
                var words = text.Split(' ', 3);
                await socket.CloseAsync((WebSocketCloseStatus)int.Parse(words[1], null), words[2], cancellationToken);
                return;
            }

            await socket.SendAsync(bytes, piece.MessageType, piece.EndOfMessage, cancellationToken);
        }

        await socket.CloseOutputAsync(socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty ? status : WebSocketCloseStatus.NormalClosure,
            socket.CloseStatusDescription, cancellationToken);
    }
}
