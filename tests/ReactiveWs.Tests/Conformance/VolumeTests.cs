using System.Globalization;
using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Conformance.Rig.RawFrame;

namespace ReactiveWs.Tests.Conformance;

/// <summary>Long messages, small fragments, and many messages. <c>REACTIVEWS_LONG_RUN=1</c> takes the sizes up to 16 MiB and the long counts.</summary>
public class VolumeTests
{
    const int KiB = 1024;
    const int MiB = 1024 * KiB;

    static readonly bool s_long = Environment.GetEnvironmentVariable("REACTIVEWS_LONG_RUN") == "1";
    static readonly Terms s_unlimited = new() { MaxMessageSize = 16 * MiB };
    static readonly int[] s_sizes = s_long ? [64 * KiB, 256 * KiB, MiB, 4 * MiB, 8 * MiB, 16 * MiB] : [64 * KiB, MiB];
    static readonly int s_fragmented = s_long ? 4 * MiB : 256 * KiB;
    static readonly int s_many = s_long ? 10_000 : 1000;

    static readonly Cases s_cases = new()
    {
        from size in s_sizes from text in new[] { true, false }
        select Row($"{Kind(text)} of {Amount(size)}", text, size, message => Script.Begin(s_unlimited).Echo(message).Closes()),
        from fragment in new[] { 64, 256, KiB, 4 * KiB, 16 * KiB, 64 * KiB, 256 * KiB, MiB } from text in new[] { true, false }
        select Row($"{Kind(text)} in fragments of {Amount(fragment)}", text, s_fragmented, message => Script.Begin(s_unlimited).Send(Fragments.Of(message, fragment)).Expect(message).Closes()),
        from chop in new[] { 64, 128, 256, 512, KiB, 2 * KiB } from text in new[] { true, false }
        select Row($"{Kind(text)} in writes of {Amount(chop)}", text, s_fragmented, message => Script.Begin(s_unlimited).SendBy(chop, message).Expect(message).Closes()),
        from size in new[] { 0, 16, 64, 256, KiB, 4 * KiB } from text in new[] { true, false }
        select Row($"many {Kind(text)}s of {Amount(size)}", text, size, message => Script.Begin().Echo([.. Enumerable.Repeat(message, s_many)]).Closes()),
        from text in new[] { true, false }
        select Row($"many {Kind(text)}s one after another", text, 64, message => OneByOne(message, s_many / 4)),
    };

    static readonly Cases s_longest = new()
    {
        from text in new[] { true, false } select Row(Kind(text), text, 16 * MiB, message => Script.Begin(s_unlimited).Echo(message).Closes()),
    };

    public static TheoryData<Ours, string> Longest => s_longest.For(Ours.Server, Ours.ClientOverTcp);

    public static TheoryData<Ours, string> All => s_cases.For([.. OursSets.WithoutOctets, .. OursSets.Awaiting]);

    [Theory, MemberData(nameof(All))]
    public Task Volume_comes_back_whole_and_in_order(Ours ours, string name) => s_cases.RunAsync(ours, name);

    [Theory, MemberData(nameof(Longest))]
    public Task Sixteen_mebibytes_come_back(Ours ours, string name) => s_longest.RunAsync(ours, name);

    static Script OneByOne(RawFrame message, int count)
    {
        var script = Script.Begin();
        for (var number = 0; number < count; number++) script.Echo(message);
        return script.Closes();
    }

    static (string, Func<Script>) Row(string name, bool text, int size, Func<RawFrame, Script> script) =>
        (name, () => script(text ? Text(Wire.Prose(size)) : Binary(Wire.Random(size))));

    static string Kind(bool text) => text ? "text" : "binary";

    static string Amount(int bytes) => bytes < KiB ? $"{bytes} bytes" : string.Create(CultureInfo.InvariantCulture, $"{bytes / KiB:N0} KiB");
}
