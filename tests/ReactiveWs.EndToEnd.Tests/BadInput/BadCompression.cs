using System.IO.Compression;
using static ReactiveWs.EndToEnd.Tests.BadInput.BadInputCase;

namespace ReactiveWs.EndToEnd.Tests.BadInput;

/// <summary>Messages that break permessage-deflate (RFC 7692), and offers that do not get it.</summary>
internal static class BadCompression
{
    const string Offer = "permessage-deflate";

    public static IEnumerable<BadInputCase> All =>
    [
        .. Broken.Select(hex => Wire($"compressed {hex}", 1007, Frame(0xC2, Hex(hex)), Offer)),
        .. Broken.Where(hex => hex.Length > 2).Select(hex => Wire($"compressed {hex} over two fragments", 1007, Fragments(0xC2, Hex(hex), cut: 1), Offer)),
        .. Offers.Select(offer => Wire($"compressed after the offer '{offer}'", 1002, Frame(0xC1, Hex("f2 48 cd c9 c9 07 00")), offer)),
        Wire("a compressed continuation", 1002, [.. Frame(0x41, Hex("f2 48 cd")), .. Frame(0xC0, Hex("c9 c9 07 00"))], Offer),
        Wire("a compressed ping", 1002, Frame(0xC9), Offer),
        Wire("a compressed pong", 1002, Frame(0xCA), Offer),
        Wire("a compressed close", 1002, Frame(0xC8, 0x03, 0xE8), Offer),
        Wire("another reserved bit beside compression", 1002, Frame(0xE1, Hex("f2 48 cd c9 c9 07 00")), Offer),
        Wire("a compressed text that is not UTF-8", 1007, Frame(0xC1, Hex("00 02 00 fd ff c3 28 00")), Offer),
        Wire("a compressed text that is cut", 1007, Frame(0xC1, Hex("00 01 00 fe ff c3 00")), Offer),
        Wire("a reference to a context that was given up", 1007, [.. Frame(0xC1, Hex("f2 48 cd c9 c9 07 00")), .. Frame(0xC1, Hex("f2 00 11 00 00"))], $"{Offer}; client_no_context_takeover"),
        Wire("a bomb of 4,097 bytes", 1009, Frame(0xC2, Deflated(4097)), Offer),
        Wire("a bomb of 1 MiB", 1009, Frame(0xC2, Deflated(1024 * 1024)), Offer),
        Wire("a bomb of 50 MB", 1009, Frame(0xC2, Deflated(50_000_000)), Offer),
        Wire("a bomb of 50 MB as text", 1009, Frame(0xC1, Deflated(50_000_000)), Offer),
        Wire("a bomb of 1 MiB over two fragments", 1009, Fragments(0xC2, Deflated(1024 * 1024), cut: 400), Offer),
        Wire("a bomb of final blocks", 1009, Frame(0xC2, [.. Enumerable.Repeat(Hex("4b 4c 4c 04 00"), 1400).SelectMany(block => block)]), Offer),
        Wire("more compressed bytes than any message may have", 1009, Frame(0xC2, new byte[8192]), Offer),
        Wire("9 compressed fragments", 1008, [.. Frame(0x42, 0), .. Enumerable.Repeat(Frame(0x00, 0x00, 0x00, 0xFF, 0xFF, 0x00), 8).SelectMany(frame => frame)], Offer),
    ];

    // a reserved block, a length that is not repeated, a distance too far, no codes, the end within a block
    static IEnumerable<string> Broken => ["07", "00 05 00 00 00", "f2 00 11 00 00", "4b 04 11 00", "05 c0 81 00 00 00 00 00 90", "ff ff ff ff", "00 05 00 fa ff 48"];

    // what RFC 7692 §7.1 does not allow is declined, so that nothing may be compressed
    static IEnumerable<string> Offers =>
        ["x-webkit-deflate-frame", "permessage-bzip2", $"{Offer}; unknown", $"{Offer}; server_max_window_bits=7", $"{Offer}; server_max_window_bits=16", $"{Offer}; server_no_context_takeover=1", $"{Offer}; client_max_window_bits=\"\"", ";;;"];

    /// <summary>Zeros, compressed; sent with a final block.</summary>
    static byte[] Deflated(int size)
    {
        var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.SmallestSize)) deflate.Write(new byte[size]);
        return output.ToArray();
    }
}
