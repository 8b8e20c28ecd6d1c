using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ReactiveWs.Frames;
using ReactiveWs.Messages;
using ReactiveWs.Tests.Frames;

namespace ReactiveWs.Tests.Messages;

/// <summary>Bytes in, messages out: however the bytes are split.</summary>
public class MessageAssemblerTests
{
    static readonly ConnectionSettings s_settings = new() { MaxMessageSize = 100_000, MaxFragments = 8, MaxSendSize = long.MaxValue, ChunkSize = 50 };

    static readonly DeflateParameters s_deflate = new(false, false);

    /// <summary>Something that may come: a frame as it should be or nearly so, or noise.</summary>
    static Gen<byte[]> Piece(Side sender, bool compressed) => Gen.Frequency(
        (6, from first in Gen.Elements(0x81, 0x82, 0x01, 0x02, 0x80, 0x00, 0x89, 0x8A)
            from text in Gen.Elements("", "a", "Hello", "aé漢😀b", new string('x', 60), new string('é', 130))
            select Frame(sender, (byte)first, Encoding.UTF8.GetBytes(text))),
        (compressed ? 4 : 0, from first in Gen.Elements(0xC1, 0xC2, 0x41)
            from text in Gen.Elements("", "Hello", new string('x', 500))
            select Frame(sender, (byte)first, Deflated(text))),
        (1, from first in Gen.Elements(0x88, 0x83, 0xF1, 0x09, 0xC1, 0x81)
            from payload in ArbMap.Default.GeneratorFor<byte[]>()
            select Frame(sender, (byte)first, (payload ?? []).Take(125).ToArray())),
        (1, ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => bytes ?? [])));

    static Arbitrary<(byte[] Bytes, int[] Cuts, bool Server, bool Compressed)> Inputs { get; } = (
        from server in Gen.Elements(true, false)
        from compressed in Gen.Elements(true, false)
        from pieces in Piece(server ? Side.Client : Side.Server, compressed).ListOf()
        from cuts in Gen.Choose(1, 40).ArrayOf()
        select (pieces.SelectMany(piece => piece).ToArray(), cuts, server, compressed)).ToArbitrary();

    [Fact]
    public void Any_split_of_any_bytes_gives_the_same_events_and_no_input_throws() => Frames.Inputs.Hold(Inputs, input =>
    {
        var whole = Events(input.Bytes, [int.MaxValue], input.Server, input.Compressed);
        Assert.Equal(whole, Events(input.Bytes, [1], input.Server, input.Compressed));
        if (input.Cuts.Length > 0) Assert.Equal(whole, Events(input.Bytes, input.Cuts, input.Server, input.Compressed));
    }, count: 1500);

    [Fact]
    public void What_is_written_is_read_back() => Frames.Inputs.Hold((
        from server in Gen.Elements(true, false)
        from compressed in Gen.Elements(true, false)
        from texts in ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "").ListOf()
        select (server, compressed, texts)).ToArbitrary(), sent =>
    {
        var encoder = new FrameEncoder(sent.server ? Side.Server : Side.Client, s_settings, sent.compressed ? s_deflate : null);
        var wire = new ArrayBufferWriter<byte>();
        foreach (var text in sent.texts)
        {
            var payload = encoder.Encode(new OutgoingText(text), out var compressed, out _);
            wire.Advance(encoder.WriteFrame(wire.GetSpan(payload.Length + 14), Opcode.Text, fin: true, compressed, payload));
        }
        encoder.Release();
        var log = Read(wire.WrittenSpan.ToArray(), [int.MaxValue], !sent.server, sent.compressed, s_settings with { ChunkSize = int.MaxValue });
        Assert.Equal(sent.texts.Select(text => $"text! {Convert.ToHexString(Encoding.UTF8.GetBytes(text))}"), log.Events);
    });

    [Fact]
    public void A_long_binary_frame_is_waited_for_so_that_it_need_not_be_copied()
    {
        var assembler = new MessageAssembler(Side.Client, s_settings with { ChunkSize = int.MaxValue }, null);
        var sink = new Log();
        Assert.Equal(0, assembler.Consume(Wire.Hex("82 7E 0100 01"), 65_536, sink));
        Assert.Equal(260, assembler.WantedSize);
        Assert.Empty(sink.Events);
    }

    [Fact]
    public void After_a_violation_nothing_is_consumed()
    {
        var assembler = new MessageAssembler(Side.Server, s_settings, null);
        Assert.Equal(0, assembler.Consume(Wire.Hex("81 01 61"), 65_536, new Log()));
        Assert.Same(Violation.NotMasked, assembler.Violation);
        Assert.Equal(0, assembler.Consume(Wire.Hex("81 81 00000000 61"), 65_536, new Log()));
    }

    static List<string> Events(byte[] bytes, int[] cuts, bool server, bool compressed)
    {
        var log = Read(bytes, cuts, server, compressed, s_settings);
        return log.Joined();
    }

    static Log Read(byte[] bytes, int[] cuts, bool server, bool compressed, ConnectionSettings settings)
    {
        var assembler = new MessageAssembler(server ? Side.Server : Side.Client, settings, compressed ? s_deflate : null);
        var log = new Log();
        var pending = new List<byte>();
        for (int at = 0, cut = 0; at < bytes.Length && assembler.Violation is null && !log.Closed; cut++)
        {
            var count = Math.Min(cuts[cut % cuts.Length], bytes.Length - at);
            pending.AddRange(bytes.AsSpan(at, count));
            at += count;
            var buffer = pending.ToArray();
            pending.RemoveRange(0, assembler.Consume(buffer, 1 << 20, log));
        }
        // bytes that break two rules at once may break the one or the other first; the close code is the same
        if (assembler.Violation is { } violation) log.Events.Add($"{violation.CloseCode}");
        assembler.Release();
        return log;
    }

    static byte[] Frame(Side sender, byte first, byte[] payload)
    {
        var frame = new byte[14 + payload.Length];
        uint? mask = sender == Side.Client ? 0x01020304u : null;
        var header = FrameWriter.WriteHeader(frame, (Opcode)(first & 0xF), (first & 0x80) != 0, (first & 0x40) != 0, payload.Length, mask);
        frame[0] = first;
        payload.CopyTo(frame, header);
        if (mask is { } key) Masking.Apply(frame.AsSpan(header, payload.Length), key);
        return frame[..(header + payload.Length)];
    }

    static byte[] Deflated(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        using var deflater = new Deflater(15, noContextTakeover: true);
        deflater.Compress(Encoding.UTF8.GetBytes(text), output);
        return output.WrittenSpan.ToArray();
    }

    sealed class Log : IMessageSink
    {
        public List<string> Events { get; } = [];

        public bool Closed { get; private set; }

        public bool OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast)
        {
            Events.Add($"{(isText ? "text" : "binary")}{(isLast ? "!" : "")} {Convert.ToHexString(payload)}");
            return true;
        }

        public void OnPing(ReadOnlySpan<byte> payload) => Events.Add($"ping {Convert.ToHexString(payload)}");

        public void OnPong(ReadOnlySpan<byte> payload) => Events.Add($"pong {Convert.ToHexString(payload)}");

        public void OnClose(ClosePayload payload)
        {
            Closed = true;
            Events.Add($"close {payload.Code} {payload.Reason}");
        }

        // where a message that never ends, or breaks a rule later, is sliced depends on what was there; its slices together do not
        public List<string> Joined()
        {
            var joined = new List<string>();
            var slices = "";
            foreach (var e in Events)
            {
                if (!e.StartsWith("text ", StringComparison.Ordinal) && !e.StartsWith("binary ", StringComparison.Ordinal)) joined.Add(slices + e);
                slices = e.StartsWith("text ", StringComparison.Ordinal) || e.StartsWith("binary ", StringComparison.Ordinal) ? $"{slices}{e} | " : "";
            }
            return joined;
        }
    }
}
