using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Conformance.Rig.RawFrame;

namespace ReactiveWs.Tests.Conformance;

/// <summary>Messages of every length that the wire format treats differently (RFC 6455 §5.2, §5.6).</summary>
public class FramingTests
{
    static readonly int[] s_lengths = [0, 1, 125, 126, 127, 128, 65535, 65536, 65537];

    static readonly Cases s_whole = new()
    {
        from length in s_lengths select Row($"text of {length} bytes", () => Script.Begin().Echo(Text(Wire.Prose(length))).Closes()),
        from length in s_lengths select Row($"binary of {length} bytes", () => Script.Begin().Echo(Binary(Wire.Random(length))).Closes()),
        from length in s_lengths.Take(6) select Row($"text of {length} characters of three bytes", () => Script.Begin().Echo(Text(new string('語', length))).Closes()),
    };

    static readonly Cases s_chopped = new()
    {
        from length in s_lengths
        from chop in length > 128 ? [997, 1000, 4096] : new[] { 1, 2, 3, 7, 64 }
        from text in new[] { true, false }
        select Row($"{(text ? "text" : "binary")} of {length} bytes by {chop}", () => Chopped(text ? Text(Wire.Prose(length)) : Binary(Wire.Random(length)), chop)),
    };

    public static TheoryData<Ours, string> Whole => s_whole.For([.. OursSets.All, .. OursSets.Awaiting]);

    public static TheoryData<Ours, string> InChops => s_chopped.For(OursSets.WithoutOctets);

    [Theory, MemberData(nameof(Whole))]
    public Task A_message_in_one_write_comes_back(Ours ours, string name) => s_whole.RunAsync(ours, name);

    [Theory, MemberData(nameof(InChops))]
    public Task A_message_in_many_writes_comes_back(Ours ours, string name) => s_chopped.RunAsync(ours, name);

    static Script Chopped(RawFrame message, int chop) => Script.Begin().SendBy(chop, message).Expect(message).Closes();

    static (string, Func<Script>) Row(string name, Func<Script> script) => (name, script);
}
