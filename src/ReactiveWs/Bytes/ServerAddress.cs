namespace ReactiveWs.Bytes;

/// <summary>Where a client connects to; its URI has passed <see cref="AddressCheck"/>.</summary>
internal sealed class ServerAddress(Uri uri)
{
    public Uri Uri { get; } = uri;

    public bool IsSecure { get; } = uri.Scheme == Uri.UriSchemeWss;

    /// <summary>The host for name look-up and certificates: no brackets, international names in ASCII.</summary>
    public string Host { get; } = uri.IdnHost;

    public int Port => Uri.Port;

    /// <summary>Path and query, as sent.</summary>
    public string Target => Uri.PathAndQuery;

    /// <summary>The <c>Host</c> header: with a port unless it is the scheme's own (RFC 9110 §7.2).</summary>
    public string HostHeader => Uri.IsDefaultPort ? HostInUri : $"{HostInUri}:{Port}";

    /// <summary>For messages.</summary>
    public string HostAndPort => $"{HostInUri}:{Port}";

    string HostInUri => Uri.HostNameType == UriHostNameType.IPv6 ? $"[{Host}]" : Host;

    /// <summary>The origin that a page of this host would have.</summary>
    public string Origin(bool withPort) => $"{(IsSecure ? "https" : "http")}://{(withPort ? HostHeader : HostInUri)}";

    /// <summary>The address for messages and logs: without the query, which may hold a token.</summary>
    public override string ToString() => Shown(Uri);

    /// <inheritdoc cref="ToString"/>
    public static string Shown(Uri uri) => $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath.ReplaceLineEndings(" ")}";
}
