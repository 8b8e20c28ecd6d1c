using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Conformance.Rig.RawFrame;

namespace ReactiveWs.Tests.Conformance;

/// <summary>Clients mask and servers do not (RFC 6455 §5.1, §5.3). That ours keep to it, every read of the raw peer checks.</summary>
public class MaskingTests
{
    static readonly (string Name, RawFrame Frame)[] s_frames =
    [
        ("a text", Text("Hello")), ("an empty text", Text("")), ("a binary", Binary(Wire.Random(200))), ("a long binary", Binary(Wire.Random(70_000))),
        ("an open text", Text("Hello").Open()), ("a ping", Ping(1)), ("an empty ping", Ping()), ("a pong", Pong(1)), ("a close", Close(1000)),
    ];

    static readonly Cases s_cases = new()
    {
        from kind in s_frames select Row(kind.Name, () => Script.Begin().Send(kind.Frame.WrongMask()).Fails(1002)),
        from kind in s_frames select Row(kind.Name + " byte by byte", () => Script.Begin().SendBy(1, kind.Frame.WrongMask()).Fails(1002)),
        from kind in s_frames
        select Row(kind.Name + " after a good message", () => Script.Begin().Send(Text("a"), kind.Frame.WrongMask()).Expect(Text("a")).Fails(1002)),
        { "a continuation", () => Script.Begin().Send(Text("a").Open(), Last("b").WrongMask()).Fails(1002) },
    };

    public static TheoryData<Ours, string> All => s_cases.For([.. OursSets.WithoutOctets, .. OursSets.Awaiting]);

    [Theory, MemberData(nameof(All))]
    public Task A_wrong_mask_fails_the_connection(Ours ours, string name) => s_cases.RunAsync(ours, name);

    [Fact]
    public Task A_client_takes_a_fresh_key_for_every_frame() => Script.Begin()
        .Echo([.. Enumerable.Range(0, 1000).Select(number => Text($"message {number}"))])
        .Then(exchange =>
        {
            // 32 random bits: two equal keys among a thousand are a matter of chance, three pairs are not
            Assert.InRange(exchange.Peer.Keys.Distinct().Count(), 998, 1000);
            Assert.DoesNotContain(0u, exchange.Peer.Keys);
            return Task.CompletedTask;
        })
        .Closes().RunAsync(Ours.Client);

    static (string, Func<Script>) Row(string name, Func<Script> script) => (name, script);
}
