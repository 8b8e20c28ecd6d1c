using System.Buffers;
using System.Text;

namespace ReactiveWs.Bytes;

/// <summary>The character rules of HTTP (RFC 9110 §5, RFC 9112 §3).</summary>
internal static class HttpSyntax
{
    const string TokenChars = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static readonly SearchValues<byte> Tokens = SearchValues.Create(Encoding.ASCII.GetBytes(TokenChars));
    static readonly SearchValues<char> TokensAsText = SearchValues.Create(TokenChars);

    // All of ASCII but controls; tab is allowed, and so is what is not ASCII (obs-text).
    static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, 32).Where(b => b != '\t').Select(b => (byte)b), 0x7F]);
    static readonly SearchValues<byte> TargetBytes = SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x20).Where(b => b != '#').Select(b => (byte)b)]);

    public static bool IsTokenByte(byte value) => Tokens.Contains(value);

    /// <summary>§5.6.2: a token is not empty.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Tokens);

    /// <inheritdoc cref="IsToken(ReadOnlySpan{byte})"/>
    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokensAsText);

    /// <summary>§5.5: no control characters.</summary>
    public static bool IsFieldValue(ReadOnlySpan<byte> text) => !text.ContainsAny(Controls);

    /// <summary>What we are willing to send in a field: visible ASCII, spaces and tabs.</summary>
    public static bool IsSendable(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange(' ', '~') || IsSendableWithTabs(text);

    static bool IsSendableWithTabs(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is not '\t' and not (>= ' ' and <= '~'))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>RFC 9112 §3.2: visible ASCII, and no fragment, which is never sent.</summary>
    public static bool IsTarget(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(TargetBytes);

    /// <summary>RFC 9112 §5.1: optional white space is no part of a value.</summary>
    public static ReadOnlySpan<byte> TrimWhiteSpace(ReadOnlySpan<byte> value) => value.Trim(" \t"u8);
}
