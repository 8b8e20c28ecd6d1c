using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Conformance.Rig.RawFrame;

namespace ReactiveWs.Tests.Conformance;

/// <summary>The closing handshake (RFC 6455 §5.5.1, §7).</summary>
public class CloseTests
{
    static readonly int[] s_valid = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999];
    static readonly int[] s_invalid = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1017, 1100, 1999, 2000, 2999, 5000, 5001, 32768, 65535];
    static readonly string s_longest = new('r', 123);

    static readonly Cases s_byPeer = new()
    {
        from code in s_valid select Row($"code {code}", () => Script.Begin().Closes(code)),
        from code in s_valid select Row($"code {code} with a reason", () => Script.Begin().Closes(code, "going home")),
        { "no code", () => Script.Begin().Send(Close()).EndsCleanly(1005, "", Close()) },
        { "a reason of 123 bytes", () => Script.Begin().Closes(1000, s_longest) },
        { "a reason of 41 characters of three bytes", () => Script.Begin().Closes(1000, new string('語', 41)) },
        { "byte by byte", () => Script.Begin().SendBy(1, Close(1000, "slowly")).EndsCleanly(1000, "slowly") },
        { "after a message", () => Script.Begin().Send(Text("last words"), Close(1000)).Expect(Text("last words")).EndsCleanly() },
        { "after a message and its echo", () => Script.Begin().Echo(Text("last words")).Closes() },
        { "after a hundred messages in one write", () => Script.Begin().Send([.. Hundred, Close(1000)]).Expect(Hundred).EndsCleanly() },
        { "after a ping", () => Script.Begin().Send(Ping(1), Close(1000)).Expect(Pong(1)).EndsCleanly() },
        { "in the middle of a message", () => Script.Begin().Send(Text("one").Open(), Close(1000)).EndsCleanly() },
        { "in the middle of a message that is no UTF-8 yet", () => Script.Begin().Send(Text([0xCE]).Open(), Close(1000)).EndsCleanly() },
        { "a message afterwards", () => Script.Begin().Send(Close(1000), Text("late")).EndsCleanly() },
        { "a ping afterwards", () => Script.Begin().Send(Close(1000), Ping(1)).EndsCleanly() },
        { "a ping afterwards, on its own", () => Script.Begin().Send(Close(1000)).Expect(Close(1000)).Send(Ping(1)).Ended() },
        { "a second close frame", () => Script.Begin().Send(Close(1000), Close(1001)).EndsCleanly() },
        { "a broken frame afterwards", () => Script.Begin().Send(Close(1000), Text("late").Reserved(7)).EndsCleanly() },
        { "a long message afterwards", () => Script.Begin().Send(Close(1000), Binary(Wire.Random(300_000))).EndsCleanly() },
        { "the rest of the message afterwards", () => Script.Begin().Send(Text("one").Open(), Close(1000), Last("two")).EndsCleanly() },
    };

    static readonly Cases s_bad = new()
    {
        from code in s_invalid select Row($"code {code}", () => Script.Begin().Send(Close(code)).Fails(1002)),
        from code in s_invalid select Row($"code {code} with a reason", () => Script.Begin().Send(Close(code, "because")).Fails(1002)),
        { "a payload of one byte", () => Script.Begin().Send(Close(0x03)).Fails(1002) },
        { "a payload of 126 bytes", () => Script.Begin().Send(Close(1000, s_longest + "r")).Fails(1002) },
        { "a reason that is no UTF-8", () => Script.Begin().Send(Close(0x03, 0xE8, 0xCE, 0xBA, 0xED, 0xA0, 0x80)).Fails(1007) },
        { "a reason that is cut", () => Script.Begin().Send(Close(0x03, 0xE8, 0xCE)).Fails(1007) },
        { "a bad close after a message", () => Script.Begin().Send(Text("a"), Close(999)).Expect(Text("a")).Fails(1002) },
        { "a bad close in the middle of a message", () => Script.Begin().Send(Text("a").Open(), Close(1005)).Fails(1002) },
        { "an end without close", () => Script.Begin().Vanishes() },
        { "an end without close after a message", () => Script.Begin().Echo(Text("a")).Vanishes() },
    };

    static readonly Cases s_byUs = new()
    {
        from code in s_valid select Row($"code {code}", () => We(code).Expect(Close(code, "bye")).Send(Close(code)).Ended(code)),
        { "another code in the answer", () => We(1000).Expect(Close(1000, "bye")).Send(Close(4000, "so long")).Ended(4000, "so long") },
        { "no code in the answer", () => We(1000).Expect(Close(1000, "bye")).Send(Close()).Ended(1005) },
        { "messages before the answer still arrive", () => We(1000).Expect(Close(1000, "bye")).Send(Text("late"), Close(1000)).Heard(1).Ended() },
        { "pings before the answer get no pong", () => We(1000).Expect(Close(1000, "bye")).Send(Ping(1), Close(1000)).Ended() },
        { "both close at once", () => We(1000).Send(Close(1001, "crossing")).Expect(Close(1000, "bye")).Ended(1001, "crossing") },
        { "after messages that are still going out", () => Script.Begin().Echo(Hundred).Then(exchange => exchange.BeginClose(1000)).Expect(Close(1000, "bye")).Send(Close(1000)).Ended() },
    };

    static RawFrame[] Hundred => [.. Enumerable.Range(0, 100).Select(number => Text($"message {number}"))];

    public static TheoryData<Ours, string> ByPeer => s_byPeer.For([.. OursSets.All, .. OursSets.Awaiting]);

    public static TheoryData<Ours, string> Bad => s_bad.For([.. OursSets.All, .. OursSets.Awaiting]);

    public static TheoryData<Ours, string> ByUs => s_byUs.For(OursSets.All);

    [Theory, MemberData(nameof(ByPeer))]
    public Task A_close_frame_is_answered_and_ends_the_link(Ours ours, string name) => s_byPeer.RunAsync(ours, name);

    [Theory, MemberData(nameof(Bad))]
    public Task A_bad_end_fails_the_connection(Ours ours, string name) => s_bad.RunAsync(ours, name);

    [Theory, MemberData(nameof(ByUs))]
    public Task Our_close_frame_waits_for_the_answer(Ours ours, string name) => s_byUs.RunAsync(ours, name);

    static Script We(int code) => Script.Begin().Then(exchange => exchange.BeginClose(code));

    static (string, Func<Script>) Row(string name, Func<Script> script) => (name, script);
}
