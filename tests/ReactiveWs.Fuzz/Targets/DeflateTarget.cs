using System.Buffers;
using System.IO.Compression;
using ReactiveWs.Frames;
using static ReactiveWs.Fuzz.BrokenPropertyException;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>The decompressor: up to three messages that share a context, in one piece each and in random pieces.</summary>
/// <remarks>An input's first two bytes are the limit and how pieces are cut; then come the messages, each behind its length in two bytes.</remarks>
internal sealed class DeflateTarget() : FuzzTarget("deflate")
{
    const int HeadSize = 2;
    const int MaxLength = 3000;
    const int MostMessages = 3;

    static readonly int[] s_limits = [100_000, 0, 100, 5000];

    readonly ArrayBufferWriter<byte> _atOnce = new(64 * 1024);
    readonly ArrayBufferWriter<byte> _inPieces = new(64 * 1024);

    public override IEnumerable<byte[]> Seeds() =>
        from message in Corpus.Bytes(Name).Concat(DeflateSeeds.Made())
        from head in (byte[])[0, 0x80, 2, 0x83]
        select (byte[])[head, (byte)message.Length, .. Framed(message), .. Framed(message)];

    public override byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        if (input.Length < HeadSize || other.Length < HeadSize || random.Next(6) == 0) return ByteMutation.Of(input, other, random, MaxLength);
        var (messages, others) = (Messages(input.AsSpan(HeadSize)), Messages(other.AsSpan(HeadSize)));
        DeflateMutation.Change(messages, others, random);
        byte[] head = random.Next(4) == 0 ? [(byte)random.Next(256), (byte)random.Next(256)] : input[..HeadSize];
        return [.. head, .. messages.Take(MostMessages).SelectMany(message => Framed(message.Length <= MaxLength ? message : message[..MaxLength]))];
    }

    public override Outcome Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < HeadSize) return new Outcome("too short", 0);
        var limit = s_limits[input[0] & 3];
        using var whole = new Inflater(noContextTakeover: (input[0] & 0x80) != 0);
        using var pieces = new Inflater(noContextTakeover: (input[0] & 0x80) != 0);
        var state = new StateHash();
        Violation? broken = null;
        foreach (var message in Messages(input[HeadSize..]))
        {
            broken = Compare(whole, pieces, message, limit, input[1]);
            state.Add(broken?.Rule ?? "");
            state.AddSize(_atOnce.WrittenCount);
            state.Add(message.Length == 0 ? -1 : message[0] & 7);
            state.Add(message.Length == 0 ? -1 : message[^1] >> 5);
            if (broken is not null || !EndsWithBlock(message)) break;   // what is in the middle of a block has no second reading
        }
        state.AddSize(input.Length);
        return new Outcome(broken?.Rule ?? "inflated", state.Value);
    }

    Violation? Compare(Inflater whole, Inflater pieces, byte[] message, int limit, int splitSeed)
    {
        _atOnce.ResetWrittenCount();
        _inPieces.ResetWrittenCount();
        var one = whole.Inflate(message, endOfMessage: true, _atOnce, limit);
        var two = InPieces(pieces, message, limit, (uint)splitSeed);
        ThrowUnless(_atOnce.WrittenCount <= limit && _inPieces.WrittenCount <= limit, "no more comes out than the limit");
        ThrowUnless((one is null) == (two is null), "a message can be inflated or not, however it is split");
        ThrowUnless(one is not null || _atOnce.WrittenSpan.SequenceEqual(_inPieces.WrittenSpan), "what comes out does not depend on how it is split");
        return one;
    }

    static bool EndsWithBlock(byte[] message)
    {
        ReadOnlySpan<byte> rest = [.. message, 0x00, 0x00, 0xFF, 0xFF];
        while (rest.Length > 4)
        {
            var walker = new BlockWalker(rest, 0);
            walker.WalkToFinal();
            if (walker.ByteEnd == 0) return false;
            rest = rest[walker.ByteEnd..];
        }
        return rest.Length is 0 or 4;
    }

    Violation? InPieces(Inflater inflater, ReadOnlySpan<byte> message, int limit, uint random)
    {
        while (!message.IsEmpty)
        {
            random = random * 1664525 + 1013904223;
            var piece = message[..Math.Min(message.Length, (random >> 28) < 4 ? 1 : (int)(random >> 22))];
            message = message[piece.Length..];
            if (inflater.Inflate(piece, endOfMessage: false, _inPieces, limit) is { } violation) return violation;
        }
        return inflater.Inflate([], endOfMessage: true, _inPieces, limit);
    }

    static List<byte[]> Messages(ReadOnlySpan<byte> rest)
    {
        var messages = new List<byte[]>();
        while (rest.Length >= 2 && messages.Count < MostMessages)
        {
            var length = Math.Min(rest[0] << 8 | rest[1], rest.Length - 2);
            messages.Add(rest.Slice(2, length).ToArray());
            rest = rest[(2 + length)..];
        }
        return messages;
    }

    static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];
}
