namespace ReactiveWs.EndToEnd.Tests.BadInput;

/// <summary>One row of the catalogue.</summary>
/// <param name="Name">What a peer does wrong.</param>
/// <param name="Expected">How it ends: an HTTP status, a close code, or <see cref="BadInputServers.RefusedByTls"/>.</param>
/// <param name="Play">Does it, and says how it ended.</param>
internal sealed record BadInputCase(string Name, string Expected, Func<BadInputServers, Task<string>> Play)
{
    /// <summary>A request that is answered with an HTTP status.</summary>
    public static BadInputCase Request(string name, int status, string request) =>
        new(name, $"{status}", servers => servers.RequestAsync(servers.Plain, System.Text.Encoding.Latin1.GetBytes(request)));

    /// <summary>Bytes after a good handshake that are answered with a close code.</summary>
    public static BadInputCase Wire(string name, int code, byte[] wire, string extensions = "") =>
        new(name, $"{code}", servers => servers.WireAsync(servers.Plain, wire, extensions));

    /// <summary>The same, as hexadecimal digits.</summary>
    public static BadInputCase Wire(string name, int code, string hex, string extensions = "") =>
        Wire(name, code, Hex(hex), extensions);

    /// <summary>Bytes after a good handshake, and then the end of the link: what the server tells of it.</summary>
    public static BadInputCase Cut(string name, int code, string hex, bool reset = false) =>
        new(name, $"{code}", servers => servers.CutAsync(Hex(hex), reset));

    /// <summary>A frame of a client. Its mask is zero, so that what one reads in a table is what is on the wire.</summary>
    public static byte[] Frame(int first, params ReadOnlySpan<byte> payload) => payload.Length switch
    {
        <= 125 => [(byte)first, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload],
        <= ushort.MaxValue => [(byte)first, 0xFE, (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0, .. payload],
        _ => throw new ArgumentOutOfRangeException(nameof(payload)),
    };

    /// <summary>A message in two fragments.</summary>
    public static byte[] Fragments(int first, ReadOnlySpan<byte> payload, int cut) => [.. Frame(first & 0x7F, payload[..cut]), .. Frame(0x80, payload[cut..])];

    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
