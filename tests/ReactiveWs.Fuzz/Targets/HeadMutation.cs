namespace ReactiveWs.Fuzz.Targets;

/// <summary>Changes the head of an HTTP message line by line: order, names, values, what separates them.</summary>
internal static class HeadMutation
{
    const int MaxLength = 2500;

    static readonly byte[][] s_ends = [[13, 10], [13, 10], [13, 10], [13, 10], [13, 10], [13, 10], [10], [13], [13, 13, 10], [13, 10, 32]];

    static readonly string[] s_words =
    [
        "Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Sec-WebSocket-Accept",
        "Origin", "Content-Length", "Transfer-Encoding", "Location", "Cookie", ": ", ":", " :", ",", ", ", ";", "; ", "=", "\"", "\\", " ", "\t", "\0", "\r", "\n", "\u007f", "\u00e4",
        "websocket", "WebSocket", "upgrade", "keep-alive, Upgrade", "close", "13", "8", "0", "-1", "99999999999999999999", "chunked", "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        "permessage-deflate", "server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits", "client_max_window_bits", "server_max_window_bits=8", "client_max_window_bits=\"15\"", "x-webkit-deflate-frame",
        "chat.v1", "soap", "localhost", "localhost:8080", "example.com", "[::1]:80", "[::1", "[fe80::1%25eth0]", "http://localhost", "https://evil.example", "null", "file://", "http://[::1]", "://", "user@host",
        "GET", "POST", "/", "/chat?x=1", "*", "http://example.com/a?b", "ws://x", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "101", "200", "301", "401", "503", "999", "Switching Protocols",
    ];

    /// <summary>One to three changes.</summary>
    public static byte[] Of(byte[] input, byte[] other, Random random)
    {
        if (random.Next(6) == 0) return ByteMutation.Of(input, other, random, MaxLength);
        var lines = Lines(input);
        for (var i = random.Next(3); i >= 0; i--) Change(lines, Lines(other), random);
        return Join(lines, random);
    }

    static List<byte[]> Lines(ReadOnlySpan<byte> head)
    {
        var lines = new List<byte[]>();
        foreach (var range in head.Split("\r\n"u8)) lines.Add(head[range].ToArray());
        return lines;
    }

    static void Change(List<byte[]> lines, List<byte[]> others, Random random)
    {
        var at = random.Next(lines.Count);
        switch (random.Next(8))
        {
            case 0: lines.RemoveAt(at); break;
            case 1: lines.Insert(random.Next(lines.Count), lines[at]); break;
            case 2: lines.Insert(at, others[random.Next(others.Count)]); break;
            case 3: lines.Insert(at, [.. Word(random), .. ": "u8, .. Word(random)]); break;
            case 4: lines[at] = Recased(lines[at], random); break;
            case 5: lines[at] = Repeated(lines[at], random); break;
            default: lines[at] = WithWord(lines[at], random); break;
        }
        if (lines.Count == 0) lines.Add([]);
    }

    /// <summary>Puts a word in, in place of another as a rule.</summary>
    static byte[] WithWord(byte[] line, Random random)
    {
        var start = random.Next(line.Length + 1);
        if (random.Next(2) == 0) start = Math.Max(0, line.AsSpan().IndexOf((byte)' ') + 1);
        var length = random.Next(2) == 0 ? 0 : line.Length - start;
        return [.. line[..start], .. Word(random), .. line[(start + length)..]];
    }

    static byte[] Repeated(byte[] line, Random random)
    {
        var times = 1 << random.Next(1, 8);
        return line.Length * times > MaxLength ? line : [.. Enumerable.Repeat(line, times).SelectMany(part => part)];
    }

    static byte[] Recased(byte[] line, Random random) => [.. line.Select(b => char.IsAsciiLetter((char)b) && random.Next(2) == 0 ? (byte)(b ^ 0x20) : b)];

    static byte[] Word(Random random) => System.Text.Encoding.Latin1.GetBytes(s_words[random.Next(s_words.Length)]);

    static byte[] Join(List<byte[]> lines, Random random)
    {
        var odd = random.Next(10) == 0 ? random.Next(lines.Count) : -1;
        var head = new List<byte>();
        for (var i = 0; i < lines.Count && head.Count < MaxLength; i++)
        {
            head.AddRange(lines[i]);
            if (i < lines.Count - 1) head.AddRange(i == odd ? s_ends[random.Next(s_ends.Length)] : s_ends[0]);
        }
        return [.. head];
    }
}
