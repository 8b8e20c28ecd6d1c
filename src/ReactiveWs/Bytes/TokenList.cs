namespace ReactiveWs.Bytes;

/// <summary>Comma-separated tokens that may not repeat: <c>Sec-WebSocket-Protocol</c> (RFC 6455 §4.1).</summary>
internal static class TokenList
{
    /// <summary>The tokens of all values, in order; null when one is no token, or comes twice.</summary>
    /// <param name="values">The values.</param>
    /// <param name="fromPeer">Whether they came in a header, where empty elements are ignored (RFC 9110 §5.6.1.2); in options they are a mistake.</param>
    public static IReadOnlyList<string>? Read(IEnumerable<string> values, bool fromPeer = false)
    {
        var tokens = new List<string>();
        foreach (var value in values)
        {
            foreach (var part in value.Split(','))
            {
                var token = part.Trim(' ', '\t');
                if (token.Length == 0 && fromPeer)
                {
                    continue;
                }
                if (!HttpSyntax.IsToken(token) || tokens.Contains(token))
                {
                    return null;
                }
                tokens.Add(token);
            }
        }
        return tokens;
    }
}
