using System.Buffers;

namespace ReactiveWs.Frames;

/// <summary>Reads the tokens, quoted strings and separators of an HTTP header value (RFC 9110 §5.6), each with the white space around it.</summary>
internal ref struct TokenReader(ReadOnlySpan<char> text)
{
    static readonly SearchValues<char> s_tokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    readonly int _length = text.Length;
    ReadOnlySpan<char> _rest = text;

    /// <summary>Characters read so far.</summary>
    public readonly int Consumed => _length - _rest.Length;

    public bool TryToken(out string token)
    {
        SkipWhiteSpace();
        var length = _rest.IndexOfAnyExcept(s_tokenChars);
        if (length < 0) length = _rest.Length;
        token = _rest[..length].ToString();
        _rest = _rest[length..];
        return length > 0;
    }

    /// <summary>A token, or a quoted string whose content is one (RFC 6455 §9.1).</summary>
    public bool TryValue(out string? value)
    {
        SkipWhiteSpace();
        if (_rest is ['"', ..]) return TryQuoted(out value);
        var read = TryToken(out string token);
        value = token;
        return read;
    }

    public bool TryTake(char separator)
    {
        SkipWhiteSpace();
        if (_rest.IsEmpty || _rest[0] != separator) return false;
        _rest = _rest[1..];
        return true;
    }

    /// <summary>Takes the comma after an element, or the end of the text.</summary>
    public bool TryEndElement() => TryTake(',') || _rest.IsEmpty;

    /// <summary>Skips to behind the next comma that is not quoted.</summary>
    public void SkipElement()
    {
        var quoted = false;
        var at = 0;
        for (; at < _rest.Length && (quoted || _rest[at] != ','); at++)
        {
            if (_rest[at] == '"') quoted = !quoted;
            else if (quoted && _rest[at] == '\\') at++;
        }

        _rest = at < _rest.Length ? _rest[(at + 1)..] : default;
    }

    bool TryQuoted(out string? value)
    {
        value = null;
        var content = new System.Text.StringBuilder();
        for (var at = 1; at < _rest.Length; at++)
        {
            if (_rest[at] == '"') return EndQuoted(at, content.ToString(), out value);
            if (_rest[at] == '\\' && ++at == _rest.Length) return false;
            content.Append(_rest[at]);
        }

        return false;
    }

    bool EndQuoted(int end, string content, out string? value)
    {
        _rest = _rest[(end + 1)..];
        value = content;
        return content.Length > 0 && !content.AsSpan().ContainsAnyExcept(s_tokenChars);
    }

    void SkipWhiteSpace() => _rest = _rest.TrimStart(" \t");
}
