namespace ReactiveWs.Frames;

/// <summary>One element of a <c>Sec-WebSocket-Extensions</c> header (RFC 6455 §9.1).</summary>
/// <param name="Name">The extension's token.</param>
/// <param name="Parameters">Names with their unquoted values, in order; the value is null when there is no <c>=</c>.</param>
internal sealed record Extension(string Name, IReadOnlyList<KeyValuePair<string, string?>> Parameters);

/// <summary>Reads <c>Sec-WebSocket-Extensions</c> headers.</summary>
internal static class ExtensionHeader
{
    /// <summary>The elements of all header values, in order; null stands for one that breaks the grammar.</summary>
    public static IEnumerable<Extension?> Parse(IEnumerable<string> headerValues)
    {
        foreach (var value in headerValues)
        {
            var at = 0;
            while (at < value.Length)
            {
                if (TryNext(value, ref at, out Extension? element)) yield return element;
            }
        }
    }

    // False for an empty element, which a list may contain (RFC 9110 §5.6.1.2).
    static bool TryNext(string value, ref int at, out Extension? element)
    {
        var reader = new TokenReader(value.AsSpan(at));
        var empty = reader.TryEndElement();
        element = empty ? null : ReadElement(ref reader);
        if (!empty && element is null) reader.SkipElement();
        at += reader.Consumed;
        return !empty;
    }

    static Extension? ReadElement(ref TokenReader reader)
    {
        if (!reader.TryToken(out string name)) return null;
        var parameters = new List<KeyValuePair<string, string?>>();
        while (reader.TryTake(';'))
        {
            if (!reader.TryToken(out string parameter)) return null;
            string? value = null;
            if (reader.TryTake('=') && !reader.TryValue(out value)) return null;
            parameters.Add(new(parameter, value));
        }

        return reader.TryEndElement() ? new Extension(name, parameters) : null;
    }
}
