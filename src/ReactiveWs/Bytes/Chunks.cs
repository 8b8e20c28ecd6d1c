using System.Globalization;

namespace ReactiveWs.Bytes;

/// <summary>The chunked transfer coding (RFC 9112 §7.1), as far as the text of a refusal needs it.</summary>
internal static class Chunks
{
    /// <summary>Joins the chunks that are there; complete when the last one is, or the rest is malformed.</summary>
    public static (byte[] Body, bool IsComplete) Join(ReadOnlySpan<byte> input)
    {
        var body = new List<byte>();
        while (TryReadSize(ref input, out var size))
        {
            if (size <= 0)
            {
                return ([.. body], true);
            }
            body.AddRange(input[..Math.Min(size, input.Length)]);
            input = input[Math.Min((long)size + 2 <= input.Length ? size + 2 : input.Length, input.Length)..];
        }
        return ([.. body], false);
    }

    // A size that is no number ends the body, like 0.
    static bool TryReadSize(ref ReadOnlySpan<byte> input, out int size)
    {
        size = 0;
        var end = input.IndexOf("\r\n"u8);
        if (end < 0)
        {
            return false;
        }
        var line = input[..end];
        var extension = line.IndexOf((byte)';');
        var digits = HttpSyntax.TrimWhiteSpace(extension < 0 ? line : line[..extension]);
        _ = int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out size);
        input = input[(end + 2)..];
        return true;
    }
}
