using static ReactiveWs.EndToEnd.Tests.BadInput.BadInputCase;

namespace ReactiveWs.EndToEnd.Tests.BadInput;

/// <summary>Close frames that must not be sent (RFC 6455 §5.5.1, §7.4), and what comes after one.</summary>
internal static class BadCloses
{
    public static IEnumerable<BadInputCase> All =>
    [
        .. Codes.Select(code => Wire($"close code {code}", 1002, Frame(0x88, (byte)(code >> 8), (byte)code))),
        .. Codes.Take(4).Select(code => Wire($"close code {code} with a reason", 1002, Frame(0x88, [(byte)(code >> 8), (byte)code, .. "bye"u8]))),
        Wire("half a close code", 1002, Frame(0x88, 3)),
        Wire("a close code as text", 1002, Frame(0x88, "1000"u8)),
        Wire("a close frame within a message", 1000, [.. Frame(0x01, "h"u8), .. Frame(0x88, 0x03, 0xE8)]),
        Wire("a message behind the close frame", 1000, [.. Frame(0x88, 0x03, 0xE8), .. Frame(0x81, "hi"u8)]),
        Wire("a broken rule behind the close frame", 1000, [.. Frame(0x88, 0x03, 0xE8), .. Frame(0x83)]),
        Wire("two close frames", 1000, [.. Frame(0x88, 0x03, 0xE8), .. Frame(0x88, 0x03, 0xE9)]),
        Wire("64 KiB of noise behind the close frame", 1000, [.. Frame(0x88, 0x03, 0xE8), .. Enumerable.Repeat((byte)0xFF, 64 * 1024)]),
    ];

    static IEnumerable<int> Codes => [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 9999, 65535];
}
