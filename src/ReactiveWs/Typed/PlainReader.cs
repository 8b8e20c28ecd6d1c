using System.Buffers;
using System.Buffers.Text;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace ReactiveWs.Typed;

/// <summary>
/// Reads a message that looks as our own writers make it: all members, in their order, without white space and escapes. Whatever else it meets it declines,
/// right or wrong, and the message is read again from its start by the platform's reader, which knows all of JSON and says what is malformed.
/// </summary>
/// <remarks>What it accepts means the same to the platform's reader; that is its whole contract, and what its tests compare.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct PlainReader
{
    const int GuidLength = 36;

    /// <summary>ASCII that stands for itself in a string.</summary>
    static readonly SearchValues<byte> s_plain = SearchValues.Create([.. Enumerable.Range(' ', 0x80 - ' ').Where(c => c is not ('"' or '\\')).Select(c => (byte)c)]);

    /// <summary>What ends a string, or cannot stand in it.</summary>
    static readonly SearchValues<byte> s_special = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (byte)c), (byte)'"', (byte)'\\']);

    ReadOnlySpan<byte> _rest;
    bool _isFirst;

    /// <summary>A reader of what follows the start of a message.</summary>
    /// <param name="rest">From the first member on.</param>
    /// <param name="isFirst">Whether no member stands before.</param>
    public PlainReader(ReadOnlySpan<byte> rest, bool isFirst)
    {
        _rest = rest;
        _isFirst = isFirst;
    }

    /// <summary>Whether this is the end of the object, and of the message.</summary>
    public readonly bool End() => _rest is [(byte)'}'];

    /// <summary>Passes a name, with the comma before it unless it is the first.</summary>
    /// <param name="text">For example <c>,"room":</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Name(scoped ReadOnlySpan<byte> text)
    {
        // Two calls, so that each compares a constant number of bytes.
        if (!(_isFirst ? NextName(text[1..]) : NextName(text))) return false;
        _isFirst = false;
        return true;
    }

    /// <summary>As <see cref="Name"/>, where another member is known to stand before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool NextName(scoped ReadOnlySpan<byte> text)
    {
        if (!_rest.StartsWith(text)) return false;
        _rest = _rest[text.Length..];
        return true;
    }

    /// <summary>Passes <c>null</c>, if that is the value.</summary>
    public bool Null() => NextName("null"u8);

    /// <summary>Reads a string.</summary>
    public bool TryRead([NotNullWhen(true)] out string? value)
    {
        value = null;
        if (_rest is not [(byte)'"', .. var text]) return false;
        int end = text.IndexOfAnyExcept(s_plain);
        if (end < 0) return false;
        bool isAscii = text[end] < 0x80;
        if (!isAscii) end += Math.Max(0, text[end..].IndexOfAny(s_special));
        if (text[end] != (byte)'"') return false;
        ReadOnlySpan<byte> content = text[..end];
        if (!isAscii && !Utf8.IsValid(content)) return false;
        value = isAscii ? Encoding.Latin1.GetString(content) : Encoding.UTF8.GetString(content);
        _rest = text[(end + 1)..];
        return true;
    }

    /// <summary>Reads a boolean.</summary>
    public bool TryRead(out bool value)
    {
        value = NextName("true"u8);
        return value || NextName("false"u8);
    }

    /// <summary>Reads a UUID.</summary>
    public bool TryRead(out Guid value)
    {
        value = default;
        return TryText(GuidLength, out ReadOnlySpan<byte> text) && Utf8Parser.TryParse(text, out value, out int length, 'D') && length == GuidLength;
    }

    /// <summary>Passes a string of so many bytes, which are not looked at.</summary>
    bool TryText(int length, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (_rest.Length < length + 2 || _rest[0] != (byte)'"' || _rest[length + 1] != (byte)'"') return false;
        text = _rest.Slice(1, length);
        _rest = _rest[(length + 2)..];
        return true;
    }
}
