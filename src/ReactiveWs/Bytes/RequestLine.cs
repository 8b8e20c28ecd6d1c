namespace ReactiveWs.Bytes;

/// <summary>The first line of a request (RFC 9112 §3): three parts with one space between.</summary>
internal readonly ref struct RequestLine(ReadOnlySpan<byte> method, ReadOnlySpan<byte> target, ReadOnlySpan<byte> version)
{
    public readonly ReadOnlySpan<byte> Method = method;
    public readonly ReadOnlySpan<byte> Target = target;
    public readonly ReadOnlySpan<byte> Version = version;

    public static bool TryRead(ReadOnlySpan<byte> line, out RequestLine read)
    {
        read = default;
        var first = line.IndexOf((byte)' ');
        var last = line.LastIndexOf((byte)' ');
        if (first < 0 || first == last)
        {
            return false;
        }
        read = new(line[..first], line[(first + 1)..last], line[(last + 1)..]);
        return HttpSyntax.IsToken(read.Method) && HttpSyntax.IsTarget(read.Target) && IsVersion(read.Version);
    }

    // HTTP-name "/" DIGIT "." DIGIT
    static bool IsVersion(ReadOnlySpan<byte> text) =>
        text.Length == 8 && text.StartsWith("HTTP/"u8) && char.IsAsciiDigit((char)text[5]) && text[6] == '.' && char.IsAsciiDigit((char)text[7]);
}
