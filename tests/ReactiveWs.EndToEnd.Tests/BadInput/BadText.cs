using static ReactiveWs.EndToEnd.Tests.BadInput.BadInputCase;

namespace ReactiveWs.EndToEnd.Tests.BadInput;

/// <summary>Texts and close reasons that are not UTF-8 (RFC 3629): each sequence whole, over two fragments, and as a reason.</summary>
internal static class BadText
{
    public static IEnumerable<BadInputCase> All =>
    [
        .. Sequences.Select(hex => Wire($"text {hex}", 1007, Frame(0x81, [(byte)'a', .. Hex(hex)]))),
        .. Sequences.Select(hex => Wire($"text {hex} over two fragments", 1007, Fragments(0x81, Hex(hex), cut: 1))),
        .. Sequences.Select(hex => Wire($"close reason {hex}", 1007, Frame(0x88, [0x03, 0xE8, .. Hex(hex)]))),
        Wire("a text that is cut by the message's end, and ends in the next message", 1007, [.. Frame(0x81, 0xCE), .. Frame(0x81, 0xBA)]),
        Wire("a broken text that has not ended yet", 1007, Frame(0x01, [0xFF])),
        Wire("a broken text whose frame has not ended yet", 1007, "81 8a 00 00 00 00 61 62 63 ff"),
        Wire("a broken text behind 4,000 good bytes", 1007, Frame(0x81, [.. Enumerable.Repeat((byte)'a', 4000), 0xC0])),
    ];

    static IEnumerable<string> Sequences =>
    [
        "80", "bf", "c0 80", "c0 af", "c1 bf", "c3", "c3 28", "e2 82", "e2 28 a1", "e2 82 28", "e0 80 80", "e0 9f bf", "ed a0 80", "ed bf bf", "ed a0 bd ed b8 80",
        "f0 9f 98", "f0 28 8c bc", "f0 80 80 80", "f0 8f bf bf", "f4 90 80 80", "f5 80 80 80", "f8 88 80 80 80", "fe", "ff",
    ];
}
