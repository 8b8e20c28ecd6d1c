namespace ReactiveWs.Bytes;

/// <summary>Comma-separated tokens that may not repeat: <c>Sec-WebSocket-Protocol</c> (RFC 6455 §4.1).</summary>
internal static class TokenList
{
    /// <summary>The tokens of all values, in order; null when one is no token, or comes twice.</summary>
    public static IReadOnlyList<string>? Read(IEnumerable<string> values)
    {
        var tokens = new List<string>();
        foreach (var value in values)
        {
            foreach (var part in value.Split(','))
            {
                var token = part.Trim(' ', '\t');
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
