using ReactiveWs.Frames;

namespace ReactiveWs.Bytes;

/// <summary>What a client asks for in one handshake: its key, and the headers that go with it.</summary>
internal sealed class ClientOffer
{
    public ClientOffer(ServerAddress address, WebSocketRequestOptions options)
    {
        Protocols = SubprotocolChoice.List(options.Protocol, options.Protocols) ?? [];
        Compression = options.Compression;
        Headers = [.. Fields(address, options)];
    }

    public string Key { get; init; } = UpgradeKey.Create();

    public IReadOnlyList<string> Protocols { get; }

    public WebSocketCompression? Compression { get; }

    /// <summary>All headers, Host first (RFC 9110 §7.2).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    IEnumerable<KeyValuePair<string, string>> Fields(ServerAddress address, WebSocketRequestOptions options)
    {
        yield return new("Host", address.HostHeader);
        yield return new("Connection", "Upgrade");
        yield return new("Upgrade", "websocket");
        yield return new("Sec-WebSocket-Version", "13");
        yield return new("Sec-WebSocket-Key", Key);
        if ((options.Origin ?? address.Origin(options.SupportOriginPort)) is { Length: > 0 } origin)
        {
            yield return new("Origin", origin);
        }
        if (Protocols.Count > 0)
        {
            yield return new("Sec-WebSocket-Protocol", string.Join(", ", Protocols));
        }
        if (Compression is not null)
        {
            yield return new("Sec-WebSocket-Extensions", DeflateOffer.Offer(Compression));
        }
        foreach (var header in options.Header)
        {
            yield return header;
        }
    }
}
