using System.Buffers;
using System.Globalization;
using System.Text;

namespace ReactiveWs.Tests.Frames;

/// <summary>Bytes as the tests write them.</summary>
internal static class Wire
{
    /// <summary>Hexadecimal digits, spaced as reads best.</summary>
    public static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ArrayBufferWriter<byte> written) => Encoding.UTF8.GetString(written.WrittenSpan);

    /// <summary>The same bytes on every run.</summary>
    public static byte[] Random(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Text with repetitions near and far, as messages have them.</summary>
    public static byte[] Prose(int length, int seed = 1)
    {
        var (random, text) = (new Random(seed), new StringBuilder(length + 64));
        while (text.Length < length) text.Append(CultureInfo.InvariantCulture, $"{{\"symbol\":\"S{random.Next(500)}\",\"price\":{random.Next(100_000)}}},");
        return Utf8(text.ToString(0, length));
    }
}
