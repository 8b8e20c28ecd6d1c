using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Conformance.Rig.RawFrame;

namespace ReactiveWs.Tests.Conformance;

/// <summary>What may be on the wire once permessage-deflate is agreed, and what may not (RFC 7692 §6, §7.2).</summary>
public class CompressionRuleTests
{
    const int MiB = 1024 * 1024;

    static readonly Terms s_agreed = CompressionTests.Agreed("");
    static readonly RawFrame s_text = Text(Wire.Prose(300));
    static readonly RawFrame s_binary = Binary(Wire.Random(300));

    static readonly Cases s_allowed = new()
    {
        { "an uncompressed text", () => Begin().Send(s_text).ExpectCompressed(s_text).Closes() },
        { "compressed and uncompressed in turn", () => Begin().SendMade(deflate => [deflate.Compress(s_text), s_binary, deflate.Compress(s_binary), s_text]).ExpectCompressed(s_text, s_binary, s_binary, s_text).Closes() },
        { "uncompressed fragments", () => Begin().Send(Text("a").Open(), More("b"), Last("c")).ExpectCompressed(Text("abc")).Closes() },
        { "a ping and a pong between compressed fragments", () => Begin().SendMade(deflate => Between(deflate.Compress(s_text), Ping(1), Pong(2))).Expect(Pong(1)).ExpectCompressed(s_text).Closes() },
        { "pings between compressed fragments, byte by byte", () => Begin().SendMade(deflate => Between(deflate.Compress(s_text), Ping(1), Ping(2)), 1).Expect(Pong(1), Pong(2)).ExpectCompressed(s_text).Closes() },
        { "an empty first fragment", () => Begin().SendMade(deflate => First(deflate.Compress(s_text), 0)).ExpectCompressed(s_text).Closes() },
        { "an empty last fragment", () => Begin().SendMade(deflate => deflate.Compress(s_text) is var frame ? First(frame, frame.Payload.Length) : []).ExpectCompressed(s_text).Closes() },
        { "fragments of one byte", () => Begin().SendCompressed([s_text, s_binary], fragmentSize: 1).ExpectCompressed(s_text, s_binary).Closes() },
        { "a close between compressed fragments", () => Begin().SendMade(deflate => [First(deflate.Compress(s_text), 5)[0], Close(1000)]).EndsCleanly() },
        { "stored blocks", () => Begin().SendMade(deflate => [deflate.Compress(s_text, (_, payload) => FixedDeflater.Stored(payload, 100))]).ExpectCompressed(s_text).Closes() },
        { "many blocks in one message", () => Begin().SendMade(deflate => [deflate.Compress(s_text, (deflater, payload) => deflater.InBlocks(payload, 7))]).ExpectCompressed(s_text).Closes() },
        { "a final block", () => Begin().SendMade(deflate => [Final(deflate, s_text)]).ExpectCompressed(s_text).Closes() },
        { "a final block, and messages after it", () => Begin().SendMade(deflate => [Final(deflate, s_text), deflate.Compress(s_text), Final(deflate, s_binary), deflate.Compress(s_text)]).ExpectCompressed(s_text, s_text, s_binary, s_text).Closes() },
        { "a final block in fragments of one byte", () => Begin().SendMade(deflate => Fragments.Of(Final(deflate, s_text), 1)).ExpectCompressed(s_text).Closes() },
        { "RFC 7692 §7.2.3.1: one block", () => Wired("F248CDC9C90700", "Hello") },
        { "RFC 7692 §7.2.3.1: one block in two fragments", () => Begin().Send(First(Text(Wire.Hex("F248CDC9C90700")).Compressed(), 3)).ExpectCompressed(Text("Hello")).Closes() },
        { "RFC 7692 §7.2.3.2: the window is shared", () => Begin().Send(Text(Wire.Hex("F248CDC9C90700")).Compressed(), Text(Wire.Hex("F200110000")).Compressed()).ExpectCompressed(Text("Hello"), Text("Hello")).Closes() },
        { "RFC 7692 §7.2.3.3: a stored block", () => Wired("000500FAFF48656C6C6F00", "Hello") },
        { "RFC 7692 §7.2.3.4: a final block", () => Wired("F348CDC9C9070000", "Hello") },
        { "RFC 7692 §7.2.3.5: two blocks", () => Wired("F248050000 00FFFFCAC9C90700", "Hello") },
        { "RFC 7692 §7.2.3.6: an empty message", () => Wired("00", "") },
        { "an empty message as an empty fixed block", () => Wired("0200", "") },
        { "an empty message in empty stored blocks", () => Wired("000000FFFF000000FFFF00", "") },
        { "an inflated message of all that the limit allows", () => Begin().SendCompressed([Binary(new byte[MiB])]).Then(async exchange =>
            Assert.InRange((await exchange.Peer.ReadAsync(exchange.Guard))!.Payload.Length, 500, 5000)).Closes() },
        { "a message of all that the limit allows, in small stored blocks", () => Script.Begin(s_agreed with { MaxMessageSize = 64 * 1024 })
            .SendMade(deflate => [deflate.Compress(Binary(Wire.Random(64 * 1024)), (_, payload) => FixedDeflater.Stored(payload, 256))])
            .ExpectCompressed(Binary(Wire.Random(64 * 1024))).Closes() },
        { "a character cut by fragments", () => Begin().SendCompressed([Text("日本語日本語日本語")], fragmentSize: 2).ExpectCompressed(Text("日本語日本語日本語")).Closes() },
    };

    static readonly Cases s_forbidden = new()
    {
        { "RSV1 on a continuation of a compressed message", () => Begin().SendMade(deflate => Each(First(deflate.Compress(s_text), 5), frame => frame.Compressed())).Fails(1002) },
        { "RSV1 on a continuation of an uncompressed message", () => Begin().Send(Text("a").Open(), Last("b").Compressed()).Fails(1002) },
        { "RSV1 on a continuation of nothing", () => Begin().Send(Last("b").Compressed()).Fails(1002) },
        { "RSV1 on a ping", () => Begin().Send(Ping(1).Compressed()).Fails(1002) },
        { "RSV1 on a pong", () => Begin().Send(Pong(1).Compressed()).Fails(1002) },
        { "RSV1 on a close", () => Begin().Send(Close(1000).Compressed()).Fails(1002) },
        { "RSV2", () => Begin().Send(s_text.Reserved(2)).Fails(1002) },
        { "RSV3", () => Begin().Send(s_text.Reserved(1)).Fails(1002) },
        { "RSV1 and RSV2", () => Begin().SendMade(deflate => [deflate.Compress(s_text).Reserved(2)]).Fails(1002) },
        { "RSV1 and RSV3 after a good message", () => Begin().SendMade(deflate => [deflate.Compress(s_text), deflate.Compress(s_text).Reserved(1)]).ExpectCompressed(s_text).Fails(1002) },
        { "a reserved block type", () => Begin().Send(Binary([0x07, 0, 0, 0]).Compressed()).Fails(1007) },
        { "a stored block whose lengths disagree", () => Begin().Send(Binary(Wire.Hex("000500FFFF48656C6C6F00")).Compressed()).Fails(1007) },
        { "a distance before the beginning", () => Begin().Send(Binary(Wire.Hex("F200110000")).Compressed()).Fails(1007) },
        { "text that was never compressed", () => Begin().Send(Text("this is plain text").Compressed()).Fails(1007) },
        { "random bytes", () => Begin().Send(Binary([.. Enumerable.Repeat((byte)0xFF, 50)]).Compressed()).Fails(1007) },
        { "corruption shows before the message ends", () => Begin().Send(Binary([.. Enumerable.Repeat((byte)0xFF, 50)]).Compressed().Open()).Fails(1007) },
        { "no UTF-8 inside", () => Begin().SendCompressed([Text([0xCE, 0xBA, 0xED, 0xA0, 0x80])]).Fails(1007) },
        { "no UTF-8 inside, in fragments of one byte", () => Begin().SendCompressed([Text([0xCE, 0xBA, 0xED, 0xA0, 0x80])], fragmentSize: 1).Fails(1007) },
        { "a cut character inside", () => Begin().SendCompressed([Text([0x61, 0xCE])]).Fails(1007) },
        { "no UTF-8 inside shows before the message ends", () => Begin().SendMade(deflate => [First(deflate.Compress(Text([0xFF, .. Wire.Prose(2000)])), 200)[0]]).Fails(1007) },
        { "an inflated message beyond the limit", () => Begin().SendCompressed([Binary(new byte[MiB + 1])]).Fails(1009) },
        { "an inflated text beyond the limit", () => Begin().SendCompressed([Text(new string('a', 2 * MiB))]).Fails(1009) },
        { "an inflated message beyond the limit, in fragments", () => Begin().SendCompressed([Binary(new byte[4 * MiB])], fragmentSize: 100).Fails(1009) },
        { "the limit shows before the message ends", () => Begin().SendMade(deflate => [deflate.Compress(Binary(new byte[2 * MiB])).Open()]).Fails(1009) },
        { "compressed bytes beyond the limit", () => Begin().Send(Binary([]).Compressed().Claiming(2 * MiB)).Fails(1009) },
    };

    static readonly Cases s_threshold = new()
    {
        { "below the threshold ours goes out plain", () => Script.Begin(s_agreed with { Compression = new() }).SendCompressed([Text(Wire.Prose(63))]).Expect(Text(Wire.Prose(63))).Closes() },
        { "at the threshold it is compressed", () => Script.Begin(s_agreed with { Compression = new() }).EchoCompressed(Text(Wire.Prose(64))).Closes() },
        { "plain ones between do not disturb the context", () => Script.Begin(s_agreed with { Compression = new() }).SendCompressed([s_text, Text("short"), s_text]).ExpectCompressed(s_text).Expect(Text("short")).ExpectCompressed(s_text).Closes() },
    };

    public static TheoryData<Ours, string> Allowed => s_allowed.For([.. OursSets.All, .. OursSets.Awaiting]);

    public static TheoryData<Ours, string> Forbidden => s_forbidden.For([.. OursSets.All, .. OursSets.Awaiting]);

    public static TheoryData<Ours, string> Threshold => s_threshold.For(OursSets.InMemory);

    [Theory, MemberData(nameof(Allowed))]
    public Task What_the_extension_allows_comes_back(Ours ours, string name) => s_allowed.RunAsync(ours, name);

    [Theory, MemberData(nameof(Forbidden))]
    public Task What_the_extension_forbids_fails_the_connection(Ours ours, string name) => s_forbidden.RunAsync(ours, name);

    [Theory, MemberData(nameof(Threshold))]
    public Task Short_messages_are_not_worth_it(Ours ours, string name) => s_threshold.RunAsync(ours, name);

    static Script Begin() => Script.Begin(s_agreed);

    static Script Wired(string hex, string text) => Begin().Send(Text(Wire.Hex(hex)).Compressed()).ExpectCompressed(Text(text)).Closes();

    static RawFrame Final(PeerDeflate deflate, RawFrame message) => deflate.Compress(message, (deflater, payload) => deflater.FinalMessage(payload));

    /// <summary>The frame in two fragments.</summary>
    static RawFrame[] First(RawFrame frame, int count) => [(frame with { Payload = frame.Payload[..count] }).Open(), Last(frame.Payload[count..])];

    static RawFrame[] Between(RawFrame frame, RawFrame one, RawFrame two) =>
        Fragments.Of(frame, frame.Payload.Length / 3 + 1) is [var a, var b, var c] ? [a, one, b, two, c] : [];

    static RawFrame[] Each(RawFrame[] frames, Func<RawFrame, RawFrame> change) => [.. frames.Select(change)];
}
