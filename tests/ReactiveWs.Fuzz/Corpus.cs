using System.Text;

namespace ReactiveWs.Fuzz;

/// <summary>The files under <c>corpus/</c>: what mutation begins with, and the inputs that once failed.</summary>
/// <remarks>
/// <c>NAME.txt</c> holds bytes, an entry a line: <c>what it is: 81 05 48…</c>. <c>NAME.http</c> holds text, entries apart by <c>### what it is</c>;
/// its lines end in CRLF on the wire, and <c>\x00</c> stands for a byte. A <c>#</c> begins a comment in the former.
/// <c>NAME.regressions.txt</c> holds whole inputs, as failures are reported.
/// </remarks>
internal static class Corpus
{
    static string Folder => Path.Combine(AppContext.BaseDirectory, "corpus");

    /// <summary>The entries of a file of bytes.</summary>
    public static IEnumerable<byte[]> Bytes(string name) => Lines($"{name}.txt").Select(line => Hex(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]));

    /// <summary>The entries of a file of lines.</summary>
    public static IEnumerable<byte[]> Texts(string name) =>
        File.ReadAllText(Path.Combine(Folder, $"{name}.http")).ReplaceLineEndings("\n").Split("### ", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => Wire(block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..]));

    /// <summary>Whole inputs that failed before.</summary>
    public static IEnumerable<byte[]> Regressions(string name) =>
        File.Exists(Path.Combine(Folder, $"{name}.regressions.txt")) ? Bytes($"{name}.regressions") : [];

    /// <summary>An input as the command line gives it.</summary>
    public static byte[] Input(string hexOrFile) => Hex(File.Exists(hexOrFile) ? File.ReadAllText(hexOrFile) : hexOrFile);

    static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(Folder, file)).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0);

    static byte[] Hex(string digits) => Convert.FromHexString(string.Concat(digits.Where(char.IsAsciiHexDigit)));

    static byte[] Wire(string text)
    {
        var wire = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') wire.AddRange("\r\n"u8);
            else if (text[i] == '\\' && text.AsSpan(i).StartsWith("\\x")) wire.Add(Convert.ToByte(text.Substring((i += 3) - 1, 2), 16));
            else wire.AddRange(Encoding.UTF8.GetBytes([text[i]]));
        }
        return [.. wire];
    }
}
