using System.Net;
using System.Net.Sockets;

namespace ReactiveWs.Bytes;

/// <summary>A client's handshake through the platform's HTTP handler, which brings proxies: HTTP, with CONNECT, and SOCKS.</summary>
internal sealed class HandlerHandshake(ServerAddress address, ClientOffer offer, WebSocketRequestOptions options, ClientTls tls, IWebProxy? proxy)
{
    const int MaxHeadSizeInKiB = 64;

    /// <summary>Connects and does the handshake.</summary>
    public async Task<ClientOpening> OpenAsync(CancellationToken cancellationToken)
    {
        // Disposing the handler does not touch a connection that was upgraded.
        using var invoker = new HttpMessageInvoker(Handler(), disposeHandler: true);
        using var request = Request();
        var answer = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return await AcceptAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = proxy is not null,
        Proxy = proxy,
        ConnectTimeout = Timeout.InfiniteTimeSpan,          // ConnectTimeout of the options covers all
        MaxResponseHeadersLength = MaxHeadSizeInKiB,
        SslOptions = tls.Options,
        ConnectCallback = ConnectAsync,
        ActivityHeadersPropagator = null,
    };

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (options.OpenLink is { } open)
        {
            return await open(address.Uri, cancellationToken).ConfigureAwait(false);
        }
        try
        {
            return new NetworkStream(await ClientSocket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false), ownsSocket: true);
        }
        catch (SocketException e) when (proxy is not null)
        {
            throw ProxyRefusal.Unreachable(context.DnsEndPoint, address, e);
        }
    }

    HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, RequestUri())
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var (name, value) in offer.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }

    // TLS does not apply to a link that the options open, and the handler goes by the scheme.
    Uri RequestUri() => options.OpenLink is null ? address.Uri : new UriBuilder(address.Uri) { Scheme = Uri.UriSchemeWs, Port = address.Port }.Uri;

    async Task<ClientOpening> AcceptAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var response = new UpgradeResponse((int)answer.StatusCode, answer.ReasonPhrase ?? "", HeadersOf(answer));
        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (response.Status != 101)
        {
            throw OpeningFailure.Refused(address, response, await ReadBodyAsync(stream).ConfigureAwait(false));
        }
        return OpeningCheck.Problem(response, offer, out var agreed) is { } problem
            ? throw OpeningFailure.Mismatched(address, problem, response)
            : new(LinkOver(stream), new(response.Status, response.Reason, agreed.Protocol), response.Headers, agreed.Compression, default);
    }

    // The upgraded stream passes an empty read on to the stream below.
    StreamLink LinkOver(Stream stream) => new(stream, waitsOnEmptyReads: options.OpenLink is null, owned: tls);

    async Task<string?> ReadBodyAsync(Stream stream)
    {
        using var patience = new CancellationTokenSource(RefusalBody.Patience, options.TimeProvider);
        var body = new byte[RefusalBody.MaxSize];
        var filled = 0;
        try
        {
            for (var count = -1; count != 0 && filled < body.Length; filled += count)
            {
                count = await stream.ReadAsync(body.AsMemory(filled), patience.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // What has come so far has to do.
        }
        return RefusalBody.Text(body.AsSpan(0, filled));
    }

    static HeaderList HeadersOf(HttpResponseMessage answer) => HeaderList.From(
        from header in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
        from value in header.Value
        select KeyValuePair.Create(header.Key, value));
}
