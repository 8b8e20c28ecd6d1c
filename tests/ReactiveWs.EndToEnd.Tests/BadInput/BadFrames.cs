using static ReactiveWs.EndToEnd.Tests.BadInput.BadInputCase;

namespace ReactiveWs.EndToEnd.Tests.BadInput;

/// <summary>Frames that break a rule of RFC 6455 §5, or a limit of the server, or that end before their end.</summary>
internal static class BadFrames
{
    public static IEnumerable<BadInputCase> All =>
    [
        .. Reserved.Select(first => Wire($"reserved bits: {first:x2}", 1002, Frame(first, "hi"u8))),
        .. Opcodes.Select(opcode => Wire($"reserved opcode {opcode:x1}", 1002, Frame(0x80 | opcode))),
        Wire("reserved opcode 3, not the last fragment", 1002, Frame(0x03)),
        Wire("a text that is not masked", 1002, "81 02 68 69"),
        Wire("a binary message that is not masked", 1002, "82 00"),
        Wire("a continuation that is not masked", 1002, [.. Frame(0x01, "h"u8), 0x80, 0x01, 0x69]),
        Wire("a ping that is not masked", 1002, "89 00"),
        Wire("a close that is not masked", 1002, "88 02 03 e8"),
        Wire("a fragmented ping", 1002, Frame(0x09)),
        Wire("a fragmented pong", 1002, Frame(0x0A)),
        Wire("a fragmented close", 1002, Frame(0x08, 0x03, 0xE8)),
        Wire("a ping of 126 bytes", 1002, Frame(0x89, new byte[126])),
        Wire("a pong of 126 bytes", 1002, Frame(0x8A, new byte[126])),
        Wire("a close of 126 bytes", 1002, Frame(0x88, [0x03, 0xE8, .. new byte[124]])),
        Wire("a ping of 64 KiB", 1002, "89 ff 00 00 00 00 00 01 00 00"),
        Wire("5 bytes announced in 16 bits", 1002, "81 fe 00 05 00 00 00 00"),
        Wire("125 bytes announced in 16 bits", 1002, "82 fe 00 7d 00 00 00 00"),
        Wire("5 bytes announced in 64 bits", 1002, "81 ff 00 00 00 00 00 00 00 05 00 00 00 00"),
        Wire("65,535 bytes announced in 64 bits", 1002, "82 ff 00 00 00 00 00 00 ff ff 00 00 00 00"),
        Wire("a negative length", 1002, "82 ff ff ff ff ff ff ff ff ff 00 00 00 00"),
        Wire("the smallest negative length", 1002, "82 ff 80 00 00 00 00 00 00 00 00 00 00 00"),
        Wire("a continuation of nothing", 1002, Frame(0x80, "hi"u8)),
        Wire("a fragment that continues nothing", 1002, Frame(0x00, "hi"u8)),
        Wire("a continuation of what has ended", 1002, [.. Frame(0x81, "hi"u8), .. Frame(0x80, "hi"u8)]),
        Wire("a text within a text", 1002, [.. Frame(0x01, "h"u8), .. Frame(0x81, "i"u8)]),
        Wire("a fragmented text within a text", 1002, [.. Frame(0x01, "h"u8), .. Frame(0x01, "i"u8)]),
        Wire("a binary message within a text", 1002, [.. Frame(0x01, "h"u8), .. Frame(0x82, "i"u8)]),
        Wire("a text within a binary message, after a ping", 1002, [.. Frame(0x02, "h"u8), .. Frame(0x89), .. Frame(0x81, "i"u8)]),
        Wire("a broken rule behind ten good messages", 1002, [.. Enumerable.Repeat(Frame(0x81, "hi"u8), 10).SelectMany(frame => frame), .. Frame(0x83)]),
        Wire("a second handshake", 1002, "47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a 0d 0a"),
        Wire("ff ff ff ff", 1002, "ff ff ff ff"),
        new("a broken rule, byte by byte", "1002", servers => servers.WireAsync(servers.Plain, [.. Frame(0x81, "hi"u8), .. Frame(0x01, "h"u8), .. Frame(0x81, "i"u8)], "", pieceSize: 1)),

        Wire("4,097 bytes where 4,096 are allowed", 1009, Frame(0x82, new byte[4097])),
        Wire("a text of 4,097 bytes", 1009, Frame(0x81, [.. Enumerable.Repeat((byte)'a', 4097)])),
        Wire("4 GiB announced", 1009, "82 ff 00 00 00 01 00 00 00 00 00 00 00 00"),
        Wire("all that 63 bits can announce", 1009, "82 ff 7f ff ff ff ff ff ff ff 00 00 00 00"),
        Wire("2,049 bytes twice", 1009, [.. Frame(0x02, new byte[2049]), .. Frame(0x80, new byte[2049])]),
        Wire("4,096 bytes and one more", 1009, [.. Frame(0x02, new byte[4096]), .. Frame(0x80, 0)]),
        Wire("4,096 bytes and 9 EiB more", 1009, [.. Frame(0x02, new byte[4096]), 0x80, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]),
        Wire("9 fragments where 8 are allowed", 1008, [.. Frame(0x02, 1), .. Enumerable.Repeat(Frame(0x00, 1), 8).SelectMany(frame => frame)]),
        Wire("1,000 empty fragments", 1008, [.. Frame(0x01), .. Enumerable.Repeat(Frame(0x00), 1000).SelectMany(frame => frame)]),

        Cut("the link ends at once", 1006, ""),
        Cut("the link ends after one byte", 1006, "81"),
        Cut("the link ends within a length", 1006, "82 fe 10"),
        Cut("the link ends within a mask", 1006, "81 85 37 fa"),
        Cut("the link ends within a payload", 1006, "81 85 37 fa 21 3d 7f 9f"),
        Cut("the link ends between fragments", 1006, "01 81 00 00 00 00 61"),
        Cut("the link ends within a close frame", 1006, "88 82 00 00 00 00 03"),
        Cut("the link is reset", 1006, "81 85 37 fa", reset: true),
    ];

    static IEnumerable<int> Reserved => [0xC1, 0xA1, 0x91, 0xF1, 0xC2, 0x92, 0xC9, 0xA9, 0x98, 0x41, 0x10];

    static IEnumerable<int> Opcodes => [3, 4, 5, 6, 7, 11, 12, 13, 14, 15];
}
