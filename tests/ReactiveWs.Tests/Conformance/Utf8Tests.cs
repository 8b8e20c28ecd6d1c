using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Conformance.Rig.RawFrame;

namespace ReactiveWs.Tests.Conformance;

/// <summary>Text is UTF-8 (RFC 6455 §8.1, RFC 3629), judged as early as the bytes allow.</summary>
public class Utf8Tests
{
    /// <summary>Code points at the edges of every length, around the surrogates, and what Unicode calls noncharacters.</summary>
    static readonly int[] s_codePoints =
    [
        0x00, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xCFFF, 0xD000, 0xD7FF, 0xE000, 0xFDD0, 0xFDEF, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1F600, 0x3FFFF,
        .. Enumerable.Range(0, 17).SelectMany(plane => new[] { plane << 16 | 0xFFFE, plane << 16 | 0xFFFF }).Skip(2), 0x40000, 0xFFFFF, 0x100000, 0x10FFFD,
    ];

    static readonly string[] s_texts =
    [
        "Hello-µ@ßöäüàá-UTF-8!!", "κόσμε", "مرحبا", "日本語テキスト", "𝄞𝄢😀👩‍👩‍👧", "\uFEFFwith a mark", "a\0b", "",
    ];

    /// <summary>What is not UTF-8, and how many of its bytes show that.</summary>
    static readonly (string Name, string Hex, int Seen)[] s_invalid =
    [
        ("a continuation byte", "80", 1), ("the last continuation byte", "BF", 1), ("six continuation bytes", "80BF80BF80BF", 1),
        ("C0, overlong", "C080", 1), ("C1, overlong", "C1BF", 1), ("overlong slash in 2", "C0AF", 1), ("overlong slash in 3", "E080AF", 2), ("overlong slash in 4", "F08080AF", 2),
        ("overlong slash in 5", "F8808080AF", 1), ("overlong slash in 6", "FC80808080AF", 1), ("the largest overlong in 3", "E09FBF", 2), ("the largest overlong in 4", "F08FBFBF", 2),
        ("overlong zero in 3", "E08080", 2), ("overlong zero in 4", "F0808080", 2),
        ("the first surrogate", "EDA080", 2), ("the last high surrogate", "EDAFBF", 2), ("the first low surrogate", "EDB080", 2), ("the last surrogate", "EDBFBF", 2),
        ("a pair of surrogates", "EDA080EDB080", 2), ("the last pair of surrogates", "EDAFBFEDBFBF", 2),
        ("beyond U+10FFFF", "F4908080", 2), ("U+13FFFF", "F48FBFBFF4BFBFBF", 6), ("F5", "F5808080", 1), ("F7", "F7BFBFBF", 1), ("five bytes", "F888808080", 1), ("FB", "FBBFBFBFBF", 1),
        ("six bytes", "FC8480808080", 1), ("FD", "FDBFBFBFBFBF", 1), ("FE", "FE", 1), ("FF", "FF", 1), ("FE FE FF FF", "FEFEFFFF", 1),
        ("a leading byte of 2 and a space", "C220", 2), ("a leading byte of 3 and a space", "E020", 2), ("a leading byte of 4 and a space", "F020", 2),
        ("two of three bytes and a space", "E0A020", 3), ("three of four bytes and a space", "F0908020", 4), ("a leading byte twice", "C2C2", 2),
        ("text, a surrogate, text", "CEBAE1BDB9CF83CEBCCEB5EDA080656469746564", 13), ("text, beyond Unicode, text", "CEBAE1BDB9CF83CEBCCEB5F4908080656469746564", 13),
    ];

    /// <summary>What would be UTF-8 if it went on.</summary>
    static readonly string[] s_cut = ["C2", "DF", "E0A0", "E1", "E180", "ED9F", "EFBF", "F0", "F090", "F09080", "F48FBF", "CEBAE1BDB9CF83CEBCCEB5CE"];

    static readonly Cases s_valid = new()
    {
        from text in s_texts.Concat(s_codePoints.Distinct().Select(char.ConvertFromUtf32))
        let bytes = Wire.Utf8(text)
        select Row($"{Hex(bytes)} in one frame", () => Script.Begin().Echo(Text(bytes)).Closes()),
        from text in s_texts.Concat(s_codePoints.Distinct().Select(char.ConvertFromUtf32))
        let bytes = Wire.Utf8(text)
        from cut in Enumerable.Range(1, Math.Max(0, bytes.Length - 1))
        select Row($"{Hex(bytes)} in fragments cut at {cut}", () => Script.Begin().Send(Text(bytes[..cut]).Open(), Last(bytes[cut..])).Expect(Text(bytes)).Closes()),
        from text in s_texts.Where(text => text.Length > 0)
        let bytes = Wire.Utf8(text)
        select Row($"{Hex(bytes)} in fragments of one byte, byte by byte", () => Script.Begin().SendBy(1, Fragments.Of(Text(bytes), 1)).Expect(Text(bytes)).Closes()),
        from text in s_texts
        let bytes = Wire.Utf8(text)
        select Row($"{Hex(bytes)} byte by byte", () => Script.Begin().SendBy(1, Text(bytes)).Expect(Text(bytes)).Closes()),
    };

    static readonly Cases s_bad = new()
    {
        from row in s_invalid
        let bytes = Wire.Hex(row.Hex)
        select Row($"{row.Name} in one frame", () => Script.Begin().Send(Text(bytes)).Fails(1007)),
        from row in s_invalid
        let bytes = Wire.Hex(row.Hex)
        select Row($"{row.Name} after a good text", () => Script.Begin().Send(Text("good"), Text(bytes), Text("late")).Expect(Text("good")).Fails(1007)),
        from row in s_invalid
        let bytes = Wire.Hex(row.Hex)
        select Row($"{row.Name} byte by byte", () => Script.Begin().SendBy(1, Text(bytes)).Fails(1007)),
        from hex in s_cut
        let bytes = Wire.Hex(hex)
        select Row($"{hex} at the end", () => Script.Begin().Send(Text(bytes)).Fails(1007)),
        from hex in s_cut
        let bytes = Wire.Hex(hex)
        select Row($"{hex} at the end of fragments", () => Script.Begin().Send(Text("a").Open(), Last(bytes)).Fails(1007)),
        from hex in s_cut
        let bytes = Wire.Hex(hex)
        select Row($"{hex} before an empty last fragment", () => Script.Begin().Send(Text(bytes).Open(), Last("")).Fails(1007)),
        { "a character cut by the end of the message does not go on in the next", () => Script.Begin().Send(Text([0xCE]), Text([0xBA])).Fails(1007) },
    };

    static readonly Cases s_early = new()
    {
        from row in s_invalid
        let bytes = Wire.Hex(row.Hex)
        select Row($"{row.Name} within a frame that goes on", () => Script.Begin().Send(Text([.. bytes, .. Wire.Prose(500)]).Until(row.Seen)).Fails(1007)),
        from row in s_invalid
        let bytes = Wire.Hex(row.Hex)
        select Row($"{row.Name} in a fragment that is not the last", () => Script.Begin().Send(Text(bytes[..row.Seen]).Open()).Fails(1007)),
        from row in s_invalid.Where(row => row.Seen > 1)
        let bytes = Wire.Hex(row.Hex)
        from cut in Enumerable.Range(1, row.Seen - 1)
        select Row($"{row.Name} over two fragments cut at {cut}", () => Script.Begin().Send(Text(bytes[..cut]).Open(), Ping(1), More(bytes[cut..row.Seen])).Expect(Pong(1)).Fails(1007)),
        from hex in s_cut
        let bytes = Wire.Hex(hex)
        select Row($"{hex} may still go on", () => Script.Begin().Send(Text(bytes).Open(), Ping(1)).Expect(Pong(1)).Closes()),
    };

    static readonly Cases s_deep = new()
    {
        from row in s_invalid
        let bytes = Wire.Hex(row.Hex)
        select Row(row.Name, () => Script.Begin().Send(Text([.. Wire.Prose(70_000), .. bytes, .. Wire.Prose(500)]).Until(70_000 + row.Seen)).Fails(1007)),
    };

    public static TheoryData<Ours, string> Valid => s_valid.For(Ours.Server, Ours.Client);

    public static TheoryData<Ours, string> Bad => s_bad.For([.. OursSets.All, .. OursSets.Awaiting]);

    public static TheoryData<Ours, string> Early => s_early.For([.. OursSets.All, .. OursSets.Awaiting]);

    public static TheoryData<Ours, string> Deep => s_deep.For(OursSets.InMemory);

    [Theory, MemberData(nameof(Valid))]
    public Task Text_comes_back_as_it_was(Ours ours, string name) => s_valid.RunAsync(ours, name);

    [Theory, MemberData(nameof(Bad))]
    public Task What_is_not_UTF8_fails_the_connection(Ours ours, string name) => s_bad.RunAsync(ours, name);

    [Theory, MemberData(nameof(Early))]
    public Task What_cannot_become_UTF8_fails_the_connection_before_the_message_ends(Ours ours, string name) => s_early.RunAsync(ours, name);

    [Theory, MemberData(nameof(Deep))]
    public Task However_long_the_frame_was_good(Ours ours, string name) => s_deep.RunAsync(ours, name);

    static string Hex(byte[] bytes) => bytes.Length == 0 ? "nothing" : Convert.ToHexString(bytes);

    static (string, Func<Script>) Row(string name, Func<Script> script) => (name, script);
}
