using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Conformance.Rig.RawFrame;

namespace ReactiveWs.Tests.Conformance;

/// <summary>Reserved bits and opcodes without an extension (RFC 6455 §5.2), and lengths that are not minimal.</summary>
public class ReservedTests
{
    static readonly int[] s_bits = [1, 2, 3, 4, 5, 6, 7];
    static readonly int[] s_opcodes = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15];
    static readonly RawFrame s_good = Text("Hello, world!");
    static readonly (string Name, RawFrame Frame)[] s_frames =
    [
        ("text", s_good), ("binary", Binary(Wire.Random(8))), ("an empty text", Text("")), ("an open text", s_good.Open()),
        ("ping", Ping(1)), ("pong", Pong(1)), ("close", Close(1000)),
    ];

    static readonly Cases s_cases = new()
    {
        from bits in s_bits from kind in s_frames
        select Row($"RSV {bits} in {kind.Name}", () => Script.Begin().Send(kind.Frame.Reserved(bits)).Fails(1002)),
        from bits in s_bits
        select Row($"RSV {bits} in a continuation", () => Script.Begin().Send(Text("a").Open(), Last("b").Reserved(bits)).Fails(1002)),
        from bits in s_bits
        select Row($"RSV {bits} after a good message in one write", () => Script.Begin().Send(s_good, s_good.Reserved(bits), Ping()).Expect(s_good).Fails(1002)),
        from bits in s_bits
        select Row($"RSV {bits} after a good message, byte by byte", () => Script.Begin().SendBy(1, s_good, s_good.Reserved(bits), Ping()).Expect(s_good).Fails(1002)),
        from bits in s_bits
        select Row($"RSV {bits} after a good message and its echo", () => Script.Begin().Echo(s_good).Send(s_good.Reserved(bits)).Fails(1002)),
        from bits in s_bits
        select Row($"RSV {bits} is seen in the first byte", () => Script.Begin().Then(exchange => exchange.Peer.WriteAsync(new[] { (byte)(0x81 | bits << 4) }, 1, exchange.Guard)).Fails(1002)),
        from opcode in s_opcodes from length in new[] { 0, 8, 200 } where opcode < 8 || length < 126
        select Row($"opcode {opcode} with {length} bytes", () => Script.Begin().Send(new RawFrame(0x80 | opcode, Wire.Random(length))).Fails(1002)),
        from opcode in s_opcodes
        select Row($"opcode {opcode} after a good message in one write", () => Script.Begin().Send(s_good, new RawFrame(0x80 | opcode, []), Ping()).Expect(s_good).Fails(1002)),
        from opcode in s_opcodes
        select Row($"opcode {opcode} after a good message, byte by byte", () => Script.Begin().SendBy(1, s_good, new RawFrame(0x80 | opcode, Wire.Random(8)), Ping()).Expect(s_good).Fails(1002)),
        from opcode in s_opcodes
        select Row($"opcode {opcode} in the middle of a message", () => Script.Begin().Send(Text("a").Open(), new RawFrame(0x80 | opcode, [])).Fails(1002)),
        from opcode in s_opcodes
        select Row($"opcode {opcode} without FIN", () => Script.Begin().Send(new RawFrame(opcode, Wire.Random(4))).Fails(1002)),
    };

    static readonly Cases s_lengths = new()
    {
        from length in new[] { 0, 1, 125 } from bits in new[] { 16, 64 } from text in new[] { true, false }
        select Row($"{(text ? "text" : "binary")} of {length} bytes with its length in {bits} bits", () => Script.Begin().Send(Sized(text, length).LengthIn(bits)).Fails(1002)),
        from length in new[] { 126, 65535 } from text in new[] { true, false }
        select Row($"{(text ? "text" : "binary")} of {length} bytes with its length in 64 bits", () => Script.Begin().Send(Sized(text, length).LengthIn(64)).Fails(1002)),
        { "a length with its highest bit set", () => Script.Begin().Send(Binary([]).Claiming(1UL << 63)).Fails(1002) },
        { "a length of 2^63-1", () => Script.Begin().Send(Binary([]).Claiming(long.MaxValue)).Fails(1009) },
        { "a length beyond the limit", () => Script.Begin().Send(Binary([]).Claiming(1024 * 1024 + 1)).Fails(1009) },
        { "a length of all that the limit allows", () => Script.Begin().Echo(Binary(Wire.Random(1024 * 1024))).Closes() },
        { "fragments that exceed the limit together", () => Script.Begin().Send(Binary(Wire.Random(1024 * 1024)).Open(), Last("a")).Fails(1009) },
        { "more fragments than the limit", () => Script.Begin().Send([Text("").Open(), .. Enumerable.Repeat(More(""), 256 * 1024)]).Fails(1008) },
        { "a text that exceeds the limit", () => Script.Begin().Send(Text(Wire.Prose(1024 * 1024 + 1)).Until(10)).Fails(1009) },
    };

    public static TheoryData<Ours, string> All => s_cases.For([.. OursSets.WithoutOctets, .. OursSets.Awaiting]);

    public static TheoryData<Ours, string> Lengths => s_lengths.For(Ours.Server, Ours.Client);

    [Theory, MemberData(nameof(All))]
    public Task What_is_reserved_fails_the_connection(Ours ours, string name) => s_cases.RunAsync(ours, name);

    [Theory, MemberData(nameof(Lengths))]
    public Task A_length_is_written_in_the_fewest_bytes_and_within_the_limit(Ours ours, string name) => s_lengths.RunAsync(ours, name);

    static RawFrame Sized(bool text, int length) => text ? Text(Wire.Prose(length)) : Binary(Wire.Random(length));

    static (string, Func<Script>) Row(string name, Func<Script> script) => (name, script);
}
