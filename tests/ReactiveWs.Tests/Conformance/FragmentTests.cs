using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Conformance.Rig.RawFrame;

namespace ReactiveWs.Tests.Conformance;

/// <summary>Messages in fragments (RFC 6455 §5.4).</summary>
public class FragmentTests
{
    static readonly (string Name, RawFrame[] Sent, RawFrame[] Back)[] s_good =
    [
        ("two fragments of text", [Text("one ").Open(), Last("two")], [Text("one two")]),
        ("two fragments of binary", [Binary([1, 2]).Open(), Last([3])], [Binary([1, 2, 3])]),
        ("three fragments", [Text("one ").Open(), More("two "), Last("three")], [Text("one two three")]),
        ("three fragments, the first empty", [Text("").Open(), More("two "), Last("three")], [Text("two three")]),
        ("three fragments, the middle empty", [Text("one ").Open(), More(""), Last("three")], [Text("one three")]),
        ("three fragments, the last empty", [Text("one ").Open(), More("two"), Last("")], [Text("one two")]),
        ("three fragments, all empty", [Text("").Open(), More(""), Last("")], [Text("")]),
        ("three empty fragments of binary", [Binary([]).Open(), More(""), Last("")], [Binary([])]),
        ("a hundred fragments of one byte", Fragments.Of(Text(Wire.Prose(100)), 1), [Text(Wire.Prose(100))]),
        ("a ping between fragments", [Text("one ").Open(), Ping(7), Last("two")], [Pong(7), Text("one two")]),
        ("pings between all fragments", [Text("a").Open(), Ping(1), More("b"), Ping(2), More("c"), Ping(3), Last("d")], [Pong(1), Pong(2), Pong(3), Text("abcd")]),
        ("a pong between fragments", [Text("one ").Open(), Pong(7), Last("two")], [Text("one two")]),
        ("ten pings between fragments", [Text("a").Open(), .. Ten(), Last("b")], [.. Ten().Select(ping => Pong(ping.Payload)), Text("ab")]),
        ("two messages in fragments", [Text("a").Open(), Last("b"), Binary([1]).Open(), Last([2])], [Text("ab"), Binary([1, 2])]),
        ("fragments after a whole message", [Text("a"), Text("b").Open(), Last("c")], [Text("a"), Text("bc")]),
        ("fragments of unequal size", [Binary(Wire.Random(1)).Open(), More(Wire.Random(126)), More(Wire.Random(65536)), Last(Wire.Random(125))],
            [Binary([.. Wire.Random(1), .. Wire.Random(126), .. Wire.Random(65536), .. Wire.Random(125)])]),
    ];

    static readonly (string Name, RawFrame[] Sent, RawFrame[] Back)[] s_bad =
    [
        ("a ping in fragments", [Ping(1).Open(), Last([2])], []),
        ("a pong in fragments", [Pong(1).Open(), Last([2])], []),
        ("a close in fragments", [Close(0x03).Open(), Last([0xE8])], []),
        ("a last continuation of nothing", [Last("a")], []),
        ("a continuation of nothing", [More("a")], []),
        ("an empty continuation of nothing", [Last("")], []),
        ("a continuation of nothing, then a message", [More("a"), Text("b")], []),
        ("a last continuation after a whole message", [Text("a"), Last("b")], [Text("a")]),
        ("a continuation after a whole message", [Text("a"), More("b")], [Text("a")]),
        ("a continuation after fragments have ended", [Text("a").Open(), Last("b"), Last("c")], [Text("ab")]),
        ("a continuation of nothing after a ping", [Ping(1), More("a")], [Pong(1)]),
        ("a text in the middle of a text", [Text("a").Open(), Text("b")], []),
        ("a binary in the middle of a text", [Text("a").Open(), Binary([1])], []),
        ("an open text in the middle of a text", [Text("a").Open(), Text("b").Open(), Last("c")], []),
        ("a text in the middle of a binary", [Binary([1]).Open(), More([2]), Text("b")], []),
        ("a text in the middle, after a ping", [Text("a").Open(), Ping(1), Text("b")], [Pong(1)]),
        ("a fragmented ping between fragments", [Text("a").Open(), Ping(1).Open(), Last("b")], []),
    ];

    static readonly Cases s_cases = new()
    {
        from row in s_good select (row.Name + " in one write", Good(row.Sent, row.Back, int.MaxValue)),
        from row in s_good from chop in new[] { 1, 5 } where row.Sent.Sum(frame => frame.Payload.Length) < 1000 select ($"{row.Name} by {chop}", Good(row.Sent, row.Back, chop)),
        from row in s_bad select (row.Name + " in one write", Bad(row.Sent, row.Back, int.MaxValue)),
        from row in s_bad from chop in new[] { 1, 5 } select ($"{row.Name} by {chop}", Bad(row.Sent, row.Back, chop)),
    };

    static readonly Cases s_ordered = new()
    {
        from row in s_good.Where(row => row.Back.Length == 1)
        select (row.Name, (Func<Script>)(() => Script.Begin().Send(row.Sent).Send(Ping(9)).Expect(row.Back).Expect(Pong(9)).Closes())),
    };

    static readonly Cases s_timed = new()
    {
        { "a pong does not wait for the end of the message", () => Script.Begin().Send(Text("a").Open(), Ping(1)).Expect(Pong(1)).Send(Last("b")).Expect(Text("ab")).Closes() },
        { "each ping between fragments is answered before the next", () => Script.Begin().Send(Text("a").Open()).Send(Ping(1)).Expect(Pong(1)).Send(More("b")).Send(Ping(2)).Expect(Pong(2)).Send(Last("c")).Expect(Text("abc")).Closes() },
        { "twenty thousand fragments", () => Script.Begin().Send(Fragments.Of(Text(Wire.Prose(20_000)), 1)).Expect(Text(Wire.Prose(20_000))).Closes() },
        { "nothing comes back while the message is open", () => Script.Begin().Send(Text("a").Open(), More("b")).Closes() },
        { "the link ends while the message is open", () => Script.Begin().Send(Text("a").Open(), More("b")).Vanishes() },
        { "the link ends in the middle of a frame", () => Script.Begin().Send(Text("abc").Until(2)).Vanishes() },
        { "the link ends in the middle of a header", () => Script.Begin().Then(exchange => exchange.Peer.WriteAsync(new byte[] { 0x81 }, 1, exchange.Guard)).Vanishes() },
    };

    public static TheoryData<Ours, string> All => s_cases.For([.. OursSets.WithoutOctets, .. OursSets.Awaiting]);

    public static TheoryData<Ours, string> Ordered => s_ordered.For(OursSets.WithoutOctets);

    public static TheoryData<Ours, string> Timed => s_timed.For(OursSets.All);

    [Theory, MemberData(nameof(All))]
    public Task Fragments_make_one_message_and_never_mix(Ours ours, string name) => s_cases.RunAsync(ours, name);

    [Theory, MemberData(nameof(Ordered))]
    public Task A_ping_behind_the_message_is_answered_behind_it(Ours ours, string name) => s_ordered.RunAsync(ours, name);

    [Theory, MemberData(nameof(Timed))]
    public Task Control_frames_pass_open_messages(Ours ours, string name) => s_timed.RunAsync(ours, name);

    static Func<Script> Good(RawFrame[] sent, RawFrame[] back, int chop) => () => Script.Begin().SendBy(chop, sent).Expect(back).Closes();

    static Func<Script> Bad(RawFrame[] sent, RawFrame[] back, int chop) => () => Script.Begin().SendBy(chop, sent).Expect(back).Fails(1002);

    static RawFrame[] Ten() => [.. Enumerable.Range(0, 10).Select(number => Ping((byte)number))];
}
