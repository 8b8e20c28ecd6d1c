namespace ReactiveWs.Bytes;

/// <summary>How a client gets to its link.</summary>
internal enum HandshakePath
{
    /// <summary>Over a socket of our own unless a proxy applies.</summary>
    Automatic,

    /// <summary>Over a socket of our own; a proxy is not used.</summary>
    Direct,

    /// <summary>Through the platform's HTTP handler, which knows proxies.</summary>
    Handler,
}

/// <summary>A client's side of the opening: checks, connection, TLS and handshake.</summary>
internal static class ClientHandshake
{
    /// <summary>The first fault of address or options that can be known before connecting; null when there is none.</summary>
    public static ReactiveWsException? Fault(Uri uri, WebSocketRequestOptions options) =>
        OptionsCheck.Fault(options) ?? AddressCheck.Fault(uri) ?? AddressCheck.HostFault(uri, options.AllowedHosts);

    /// <summary>Connects and does the handshake.</summary>
    /// <exception cref="ReactiveWsException">It failed; the code and the sentence say how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<ClientOpening> OpenAsync(Uri uri, WebSocketRequestOptions options, CancellationToken cancellationToken) =>
        OpenAsync(uri, options, HandshakePath.Automatic, cancellationToken);

    /// <inheritdoc cref="OpenAsync(Uri, WebSocketRequestOptions, CancellationToken)"/>
    internal static async Task<ClientOpening> OpenAsync(Uri uri, WebSocketRequestOptions options, HandshakePath path, CancellationToken cancellationToken)
    {
        if (Fault(uri, options) is { } fault)
        {
            throw fault;
        }
        var address = new ServerAddress(uri);
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await OpenAsync(address, options, path, either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("Connecting was cancelled.", cancellationToken);
        }
        catch (Exception e) when (timeout.IsCancellationRequested && e is not ReactiveWsException { HttpStatus: not null })
        {
            throw OpeningFailure.TimedOut(address, options.ConnectTimeout, e);
        }
        catch (Exception e) when (e is not ReactiveWsException)
        {
            throw OpeningFailure.From(address, e);
        }
    }

    static async Task<ClientOpening> OpenAsync(ServerAddress address, WebSocketRequestOptions options, HandshakePath path, CancellationToken cancellationToken)
    {
        var offer = new ClientOffer(address, options);
        var tls = ClientTls.Load(options);
        try
        {
            var proxy = path == HandshakePath.Direct || options.OpenLink is not null ? null : GivenProxy.For(address.Uri, options.Proxy);
            return proxy is null && path != HandshakePath.Handler
                ? await new DirectHandshake(address, offer, options, tls).OpenAsync(cancellationToken).ConfigureAwait(false)
                : await new HandlerHandshake(address, offer, options, tls, proxy).OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            tls.Dispose();
            throw;
        }
    }
}
