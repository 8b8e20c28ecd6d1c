using ReactiveWs.Frames;
using ReactiveWs.Messages;
using static ReactiveWs.Fuzz.BrokenPropertyException;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>
/// The frame parser, up to whole messages: both sides, with and without compression. The bytes are fed twice, all at once and in random pieces,
/// and both must tell the same.
/// </summary>
/// <remarks>The first four bytes of an input are its settings (<see cref="FrameSettings"/>); the rest is the wire.</remarks>
internal sealed class FrameTarget() : FuzzTarget("frames")
{
    const int MaxLength = 6000;

    readonly FrameRecorder _atOnce = new();
    readonly FrameRecorder _inPieces = new();

    public override IEnumerable<byte[]> Seeds() =>
        from wire in Corpus.Bytes(Name)
        from settings in (byte[])[0, 1, 2, 3, 0x12, 0x13, 0x40, 0x61, 0x52]
        select Input([settings, (byte)(wire.Length + settings), 7, 0], [.. FrameUnit.Read(wire).Select(unit => unit with { Masked = (settings & 1) == 0 })]);

    public override byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        if (input.Length < FrameSettings.Size || random.Next(8) == 0) return ByteMutation.Of(input, other, random, MaxLength);
        byte[] head = [.. input[..FrameSettings.Size]];
        if (random.Next(4) == 0) head[random.Next(FrameSettings.Size)] = (byte)random.Next(256);
        var others = FrameUnit.Read(other.AsSpan(Math.Min(FrameSettings.Size, other.Length)));
        return Input(head, FrameMutation.Of(FrameUnit.Read(input.AsSpan(FrameSettings.Size)), others, random, masked: (head[0] & 1) == 0));
    }

    public override Outcome Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < FrameSettings.Size) return new Outcome("too short", 0);
        var settings = new FrameSettings(input[..FrameSettings.Size]);
        ReadOnlySpan<byte> wire = input[FrameSettings.Size..];
        _atOnce.Feed(wire, settings, inPieces: false);
        _inPieces.Feed(wire, settings, inPieces: true);
        Compare(settings);
        return new Outcome(Kind(_atOnce), State(_atOnce, settings));
    }

    void Compare(FrameSettings settings)
    {
        ThrowUnless((_atOnce.Violation is null) == (_inPieces.Violation is null), "a rule is broken or not, however the bytes are split");
        ReadOnlySpan<byte> one = _atOnce.Log, two = _inPieces.Log;
        if (_atOnce.Violation is null || !(settings.Compresses || settings.Slices))
        {
            ThrowUnless(one.SequenceEqual(two), "events do not depend on how the bytes are split");
            ThrowUnless(ReferenceEquals(_atOnce.Violation, _inPieces.Violation), "the rule broken does not depend on how the bytes are split");
        }
        // with more bytes at hand a broken rule is found before the slices in front of it are delivered
        else ThrowUnless(one.StartsWith(two) || two.StartsWith(one), "what precedes a broken rule does not depend on how the bytes are split");
    }

    static string Kind(FrameRecorder recorder) => recorder.Violation?.Rule ?? (recorder.Closed ? "closed" : recorder.Messages > 0 ? "messages" : "no message");

    static ulong State(FrameRecorder recorder, FrameSettings settings)
    {
        var state = new StateHash();
        state.Add(Kind(recorder));
        state.Add(settings.Kind);
        state.Add((long)recorder.Trail);
        state.AddSize(recorder.Left);
        return state.Value;
    }

    static byte[] Input(byte[] head, List<FrameUnit> units)
    {
        var wire = new List<byte>(head);
        foreach (var unit in units)
        {
            if (wire.Count < MaxLength) unit.Write(wire);
        }
        return [.. wire];
    }
}
