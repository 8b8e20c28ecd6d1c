namespace ReactiveWs.Bytes;

/// <summary>Which subprotocol a server selects (RFC 6455 §4.2.2).</summary>
internal static class SubprotocolChoice
{
    /// <summary>The first of the server's own that the client offered; null when none is.</summary>
    public static string? Select(IReadOnlyList<string> own, IReadOnlyList<string> offered) => own.FirstOrDefault(offered.Contains);

    /// <summary>The tokens of the <c>Protocol</c> and <c>Protocols</c> options together; null when one is no token, or comes twice.</summary>
    public static IReadOnlyList<string>? List(string? protocol, IReadOnlyList<string> protocols) =>
        TokenList.Read(string.IsNullOrWhiteSpace(protocol) ? protocols : [protocol, .. protocols]);
}
