using System.Globalization;
using System.Text;

namespace ReactiveWs.Soak;

/// <summary>Messages that carry their number, and whose every byte follows from it: what comes out can be checked without being kept.</summary>
internal static class Content
{
    const int NumberLength = 10;

    // letters that compress about as well as prose
    static readonly string s_filler = string.Create(256 * 1024, new Random(7), static (text, random) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)('a' + Math.Min(random.Next(26), random.Next(26)));
    });

    static readonly byte[] s_fillerBytes = Encoding.ASCII.GetBytes(s_filler);

    /// <param name="visit">Whose message it is.</param>
    /// <param name="number">Its number.</param>
    /// <param name="most">The longest that it may be.</param>
    public static string Text(long visit, int number, int most) =>
        string.Concat(number.ToString("D10", CultureInfo.InvariantCulture), Filler(s_filler.AsSpan(), visit, number, most));

    /// <inheritdoc cref="Text"/>
    public static byte[] Bytes(long visit, int number, int most) => Encoding.ASCII.GetBytes(Text(visit, number, most));

    /// <summary>The number, or −1 when one character is not as it was sent.</summary>
    public static int Read(long visit, WebSocketMessage message, int most) =>
        message.Text is { } text ? Read(visit, text, most) : Read(visit, message.Data.Span, most);

    /// <inheritdoc cref="Read(long, WebSocketMessage, int)"/>
    public static int Read(long visit, string text, int most) =>
        text.Length >= NumberLength && int.TryParse(text.AsSpan(0, NumberLength), CultureInfo.InvariantCulture, out var number)
        && text.AsSpan(NumberLength).SequenceEqual(Filler(s_filler.AsSpan(), visit, number, most)) ? number : -1;

    static int Read(long visit, ReadOnlySpan<byte> bytes, int most) =>
        bytes.Length >= NumberLength && int.TryParse(bytes[..NumberLength], CultureInfo.InvariantCulture, out var number)
        && bytes[NumberLength..].SequenceEqual(Filler(s_fillerBytes.AsSpan(), visit, number, most)) ? number : -1;

    static ReadOnlySpan<T> Filler<T>(ReadOnlySpan<T> filler, long visit, int number, int most)
    {
        var hash = (ulong)(visit * 1_000_003 + number) * 0x9E3779B97F4A7C15;
        var share = (hash >> 11) * (1.0 / (1UL << 53));
        return filler.Slice((int)(hash % 997), (int)(share * share * (most - NumberLength)));      // most are short
    }
}
