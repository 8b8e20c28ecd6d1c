using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;

namespace ReactiveWs.Typed;

public ref partial struct ContractWriter
{
    const int LongestEscape = 6;
    const char Replacement = '\uFFFD';

    /// <summary>What <see cref="JavaScriptEncoder.Default"/> leaves as it is: Basic Latin without controls and what means something in HTML.</summary>
    const string Plain = " !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

    static readonly SearchValues<char> s_plain = SearchValues.Create(Plain);
    static readonly SearchValues<byte> s_plainBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Plain));

    /// <summary>Writes a string.</summary>
    public void Write(string value) => Write(value.AsSpan());

    /// <summary>Writes a string of one character.</summary>
    public void Write(char value) => Write([value]);

    /// <summary>Writes an address.</summary>
    public void Write(Uri value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Write(value.OriginalString);
    }

    void Write(scoped ReadOnlySpan<char> text)
    {
        if (_encoder is not null)
        {
            WriteEncoded(text, _encoder);
            return;
        }

        int special = text.IndexOfAnyExcept(s_plain);
        if (special >= 0 || text.Length > LongestPiece)
        {
            WriteInPieces(text);
            return;
        }
        Reserve(text.Length + 2);
        Span<byte> target = _span[_used..];
        target[0] = (byte)'"';
        Ascii.FromUtf16(text, target[1..], out _);
        target[text.Length + 1] = (byte)'"';
        _used += text.Length + 2;
    }

    /// <summary>Plain and escaped runs by turns.</summary>
    void WriteInPieces(scoped ReadOnlySpan<char> text)
    {
        Put((byte)'"');
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExcept(s_plain);
            Copy(plain < 0 ? text : text[..plain]);
            if (plain < 0) break;
            text = text[plain..];
            int escaped = text.IndexOfAny(s_plain);
            Escape(escaped < 0 ? text : text[..escaped]);
            text = escaped < 0 ? default : text[escaped..];
        }
        Put((byte)'"');
    }

    void Copy(scoped ReadOnlySpan<char> plain)
    {
        while (!plain.IsEmpty)
        {
            ReadOnlySpan<char> piece = plain[..Math.Min(plain.Length, LongestPiece)];
            Reserve(piece.Length);
            Ascii.FromUtf16(piece, _span[_used..], out int written);
            _used += written;
            plain = plain[piece.Length..];
        }
    }

    void Escape(scoped ReadOnlySpan<char> run)
    {
        for (int i = 0; i < run.Length; i++)
        {
            char c = run[i];
            if (!char.IsSurrogate(c)) Escape(c);
            else if (i + 1 < run.Length && char.IsSurrogatePair(c, run[i + 1]))
            {
                EscapeAsNumber(c);
                EscapeAsNumber(run[++i]);
            }
            else EscapeAsNumber(Replacement);
        }
    }

    void Escape(char c)
    {
        byte letter = c switch
        {
            '\b' => (byte)'b',
            '\t' => (byte)'t',
            '\n' => (byte)'n',
            '\f' => (byte)'f',
            '\r' => (byte)'r',
            '\\' => (byte)'\\',
            _ => 0,
        };
        if (letter == 0)
        {
            EscapeAsNumber(c);
            return;
        }
        Reserve(2);
        _span[_used++] = (byte)'\\';
        _span[_used++] = letter;
    }

    void EscapeAsNumber(char c)
    {
        Reserve(LongestEscape);
        Span<byte> target = _span.Slice(_used, LongestEscape);
        target[0] = (byte)'\\';
        target[1] = (byte)'u';
        for (int i = 0; i < 4; i++) target[2 + i] = "0123456789ABCDEF"u8[(c >> (12 - (4 * i))) & 0xF];
        _used += LongestEscape;
    }

    /// <summary>With another encoder than the default one.</summary>
    void WriteEncoded(scoped ReadOnlySpan<char> text, JavaScriptEncoder encoder)
    {
        Span<char> piece = stackalloc char[256];
        Put((byte)'"');
        while (!text.IsEmpty)
        {
            // Too small a piece ends at a whole character, so each piece is valid by itself.
            encoder.Encode(text, piece, out int consumed, out int written);
            if (consumed == 0) throw new NotSupportedException($"{encoder.GetType()} makes more than {piece.Length} characters of one.");
            Reserve(Encoding.UTF8.GetMaxByteCount(written));
            _used += Encoding.UTF8.GetBytes(piece[..written], _span[_used..]);
            text = text[consumed..];
        }
        Put((byte)'"');
    }

    /// <summary>Writes UTF-8 as a string.</summary>
    public void WriteText(scoped ReadOnlySpan<byte> utf8)
    {
        if (_encoder is not null || utf8.ContainsAnyExcept(s_plainBytes))
        {
            Write(Encoding.UTF8.GetString(utf8));
            return;
        }
        Put((byte)'"');
        NextName(utf8);
        Put((byte)'"');
    }

    /// <summary>Writes base64.</summary>
    public void Write(byte[] value) => WriteBase64(value);

    /// <summary>Writes base64.</summary>
    public void Write(Memory<byte> value) => WriteBase64(value.Span);

    /// <summary>Writes base64.</summary>
    public void Write(ReadOnlyMemory<byte> value) => WriteBase64(value.Span);

    void WriteBase64(scoped ReadOnlySpan<byte> bytes)
    {
        // Three bytes are four letters: pieces of a multiple of three join without padding.
        const int piece = LongestPiece / 4 * 3;
        Put((byte)'"');
        do
        {
            int count = Math.Min(bytes.Length, piece);
            Reserve(Base64.GetMaxEncodedToUtf8Length(count));
            Base64.EncodeToUtf8(bytes[..count], _span[_used..], out _, out int written);
            _used += written;
            bytes = bytes[count..];
        }
        while (!bytes.IsEmpty);
        Put((byte)'"');
    }
}
