using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Conformance.Rig.RawFrame;

namespace ReactiveWs.Tests.Conformance;

/// <summary>Pings and pongs (RFC 6455 §5.5.2, §5.5.3).</summary>
public class PingPongTests
{
    static readonly byte[] s_binary = [0x00, 0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0x00, 0xFF];
    static readonly RawFrame[] s_ten = [.. Enumerable.Range(0, 10).Select(number => Ping((byte)'p', (byte)('0' + number)))];

    static readonly Cases s_cases = new()
    {
        { "a ping without payload", () => Script.Begin().Send(Ping()).Expect(Pong()).Closes() },
        { "a ping with text", () => Script.Begin().Send(Ping(Wire.Utf8("Hello, world!"))).Expect(Pong(Wire.Utf8("Hello, world!"))).Closes() },
        { "a ping with bytes that are no UTF-8", () => Script.Begin().Send(Ping(s_binary)).Expect(Pong(s_binary)).Closes() },
        { "a ping of 125 bytes", () => Script.Begin().Send(Ping(Wire.Random(125))).Expect(Pong(Wire.Random(125))).Closes() },
        { "a ping of 125 bytes, byte by byte", () => Script.Begin().SendBy(1, Ping(Wire.Random(125))).Expect(Pong(Wire.Random(125))).Closes() },
        { "a ping of 126 bytes", () => Script.Begin().Send(Ping(Wire.Random(126))).Fails(1002) },
        { "a ping of 126 bytes, of which only the header comes", () => Script.Begin().Send(Ping(Wire.Random(126)).Until(0)).Fails(1002) },
        { "a ping of 65536 bytes", () => Script.Begin().Send(Ping(Wire.Random(65536))).Fails(1002) },
        { "a pong of 126 bytes", () => Script.Begin().Send(Pong(Wire.Random(126))).Fails(1002) },
        { "a pong that nobody asked for, without payload", () => Script.Begin().Send(Pong()).Closes() },
        { "a pong that nobody asked for, with payload", () => Script.Begin().Send(Pong(Wire.Utf8("unsolicited"))).Closes() },
        { "a pong that nobody asked for, then a ping", () => Script.Begin().Send(Pong(Wire.Utf8("unsolicited")), Ping(1, 2)).Expect(Pong(1, 2)).Closes() },
        { "a pong as long as our own pings' payloads", () => Script.Begin().Send(Pong(0, 0, 0, 1), Ping(9)).Expect(Pong(9)).Closes() },
        { "ten pings in one write", () => Script.Begin().Send(s_ten).Expect(Answers(s_ten)).Closes() },
        { "ten pings, byte by byte", () => Script.Begin().SendBy(1, s_ten).Expect(Answers(s_ten)).Closes() },
        { "ten pings in writes of 5", () => Script.Begin().SendBy(5, s_ten).Expect(Answers(s_ten)).Closes() },
        { "a thousand pings of 125 bytes in one write", () => Script.Begin().Send(Thousand(Ping)).Expect(Thousand(RawFrame.Pong)).Closes() },
        { "a ping between two messages keeps its place", () => Script.Begin().Echo(Text("a")).Send(Ping(1), Text("b"), Ping(2)).Expect(Pong(1), Text("b"), Pong(2)).Closes() },
        { "a ping without FIN", () => Script.Begin().Send(Ping(1).Open()).Fails(1002) },
        { "a pong without FIN", () => Script.Begin().Send(Pong(1).Open()).Fails(1002) },
        { "a ping with its length in 16 bits", () => Script.Begin().Send(Ping(1).LengthIn(16)).Fails(1002) },
        { "a ping with its length in 64 bits", () => Script.Begin().Send(Ping(1).LengthIn(64)).Fails(1002) },
    };

    public static TheoryData<Ours, string> All => s_cases.For(OursSets.All);

    [Theory, MemberData(nameof(All))]
    public Task Pings_are_answered_in_order(Ours ours, string name) => s_cases.RunAsync(ours, name);

    static RawFrame[] Answers(RawFrame[] pings) => [.. pings.Select(ping => Pong(ping.Payload))];

    static RawFrame[] Thousand(Func<byte[], RawFrame> frame) => [.. Enumerable.Range(0, 1000).Select(seed => frame(Wire.Random(125, seed)))];
}
