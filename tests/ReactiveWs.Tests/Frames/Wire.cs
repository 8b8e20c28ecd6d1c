using System.Buffers;
using System.Text;

namespace ReactiveWs.Tests.Frames;

/// <summary>Bytes as the tests write them.</summary>
internal static class Wire
{
    /// <summary>Hexadecimal digits, spaced as reads best.</summary>
    public static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ArrayBufferWriter<byte> written) => Encoding.UTF8.GetString(written.WrittenSpan);
}
