using System.Globalization;
using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Conformance.Rig.RawFrame;

namespace ReactiveWs.Tests.Conformance;

/// <summary>permessage-deflate (RFC 7692): sizes, contexts and windows, with a compressor and a decompressor that share nothing with ours.</summary>
public class CompressionTests
{
    const int KiB = 1024;

    static readonly int[] s_sizes = [0, 1, 16, 64, 125, 126, 256, KiB, 4 * KiB, 8 * KiB, 16 * KiB, 32 * KiB, 65537, 128 * KiB];

    /// <summary>What both sides agree on; the peer offers it to our server, and answers our client so.</summary>
    static readonly string[] s_agreed =
    [
        "",
        "server_no_context_takeover", "client_no_context_takeover", "server_no_context_takeover; client_no_context_takeover",
        "server_max_window_bits=8", "server_max_window_bits=9", "server_max_window_bits=12", "server_max_window_bits=15",
        "client_max_window_bits=8", "client_max_window_bits=9", "client_max_window_bits=12", "client_max_window_bits=15",
        "server_max_window_bits=8; client_max_window_bits=8", "server_max_window_bits=10; server_no_context_takeover",
        "client_max_window_bits=10; client_no_context_takeover", "server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9; client_max_window_bits=9",
    ];

    static readonly Cases s_contents = new()
    {
        from size in s_sizes from text in new[] { true, false }
        select Row($"{(text ? "text" : "binary")} of {size} bytes", () => Script.Begin(Agreed("")).EchoCompressed(Sized(text, size)).Closes()),
        from agreed in s_agreed from size in new[] { 16, 256, 4 * KiB }
        select Row($"{Named(agreed)}: ten texts of {size} bytes", () => Script.Begin(Agreed(agreed)).EchoCompressed(Ten(size)).Closes()),
        from agreed in s_agreed
        select Row($"{Named(agreed)}: two texts longer than any window", () => Script.Begin(Agreed(agreed)).EchoCompressed(Ten(40 * KiB)[..2]).Closes()),
        from agreed in s_agreed
        select Row($"{Named(agreed)}: the same text ten times", () => Script.Begin(Agreed(agreed)).EchoCompressed([.. Enumerable.Repeat(Text(Wire.Prose(600)), 10)]).Closes()),
        { "a thousand texts", () => Script.Begin(Agreed("")).EchoCompressed(Thousand).Closes() },
        { "a thousand texts without context", () => Script.Begin(Agreed("server_no_context_takeover; client_no_context_takeover")).EchoCompressed(Thousand).Closes() },
    };

    static readonly Cases s_shapes = new()
    {
        from agreed in s_agreed
        select Row($"{Named(agreed)}: one after another", () => OneByOne(Agreed(agreed), Ten(300))),
        from agreed in s_agreed
        select Row($"{Named(agreed)}: random bytes", () => Script.Begin(Agreed(agreed)).EchoCompressed(Binary(Wire.Random(10 * KiB)), Binary(Wire.Random(10 * KiB))).Closes()),
        from fragment in new[] { 1, 7, 100, KiB } from text in new[] { true, false }
        select Row($"{(text ? "text" : "binary")} in fragments of {fragment}", () => Script.Begin(Agreed("")).SendCompressed([Sized(text, 4 * KiB)], fragment).ExpectCompressed(Sized(text, 4 * KiB)).Closes()),
        from chop in new[] { 1, 5, 64 }
        select Row($"in writes of {chop}", () => Script.Begin(Agreed("")).SendCompressed(Ten(300), chop: chop).ExpectCompressed(Ten(300)).Closes()),
    };

    public static TheoryData<Ours, string> Contents => s_contents.For(OursSets.InMemory);

    public static TheoryData<Ours, string> Shapes => s_shapes.For([.. OursSets.All, .. OursSets.Awaiting]);

    [Theory, MemberData(nameof(Contents))]
    public Task Compressed_messages_come_back(Ours ours, string name) => s_contents.RunAsync(ours, name);

    [Theory, MemberData(nameof(Shapes))]
    public Task However_they_are_cut(Ours ours, string name) => s_shapes.RunAsync(ours, name);

    /// <summary>Terms under which our end, as server or client, agrees on these parameters.</summary>
    internal static Terms Agreed(string parameters) => new()
    {
        Compression = new WebSocketCompression { Threshold = 0, ClientMaxWindowBits = ClientBits(parameters) },
        PeerExtensions = "permessage-deflate" + (parameters.Length == 0 ? "" : "; " + parameters),
    };

    // §7.1.2.2: a server may limit the client only as far as the offer says; ours does not unless it wants to itself
    static int ClientBits(string parameters) =>
        parameters.Split("client_max_window_bits=") is [_, var rest] ? int.Parse(rest.Split(';')[0], CultureInfo.InvariantCulture) : 15;

    static Script OneByOne(Terms terms, RawFrame[] messages)
    {
        var script = Script.Begin(terms);
        foreach (var message in messages) script.EchoCompressed(message);
        return script.Closes();
    }

    static RawFrame[] Ten(int size) => [.. Enumerable.Range(0, 10).Select(seed => Text(Wire.Prose(size, seed)))];

    static RawFrame[] Thousand => [.. Enumerable.Range(0, 1000).Select(seed => Text(Wire.Prose(64, seed)))];

    static RawFrame Sized(bool text, int size) => text ? Text(Wire.Prose(size)) : Binary([.. Wire.Prose(size / 2), .. Wire.Random(size - size / 2)]);

    static string Named(string agreed) => agreed.Length == 0 ? "no parameters" : agreed;

    static (string, Func<Script>) Row(string name, Func<Script> script) => (name, script);
}
