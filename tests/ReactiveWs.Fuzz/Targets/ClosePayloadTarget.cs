using System.Runtime.InteropServices;
using System.Text;
using ReactiveWs.Frames;
using static ReactiveWs.Fuzz.BrokenPropertyException;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>The payload of close frames: read and judged by a second reading of the RFC, and written from arbitrary text.</summary>
internal sealed class ClosePayloadTarget() : FuzzTarget("close")
{
    static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    public override IEnumerable<byte[]> Seeds() => Corpus.Bytes(Name);

    public override byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        var mutated = ByteMutation.Of(input, other, random, maxLength: 140);
        if (mutated.Length >= 2 && random.Next(4) == 0) (mutated[0], mutated[1]) = ((byte)random.Next(3, 20), (byte)random.Next(256));
        return mutated;
    }

    public override Outcome Run(ReadOnlySpan<byte> input)
    {
        var read = ClosePayload.Parse(input);
        ThrowUnless(ReferenceEquals(read.Violation, Expected(input)), "the verdict is that of RFC 6455 §5.5.1 and §7.4");
        if (read.Violation is null) CheckRoundTrip(input, read.Payload);
        CheckWriting(MemoryMarshal.Cast<byte, char>(input).ToString());
        return new Outcome(read.Violation?.Rule ?? (input.IsEmpty ? "empty" : "a code"), State(input, read));
    }

    static Violation? Expected(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty) return null;
        if (input.Length == 1) return Violation.ClosePayloadTooShort;
        var code = input[0] << 8 | input[1];
        var registered = code is 1000 or 1001 or 1002 or 1003 or 1007 or 1008 or 1009 or 1010 or 1011 or 1012 or 1013 or 1014;
        if (!registered && code is < 3000 or > 4999) return Violation.CloseCodeForbidden;
        return IsUtf8(input[2..]) ? null : Violation.CloseReasonNotUtf8;
    }

    // by runes, where the parser asks the platform's validator
    static bool IsUtf8(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out _, out var length) != System.Buffers.OperationStatus.Done) return false;
            text = text[length..];
        }
        return true;
    }

    static void CheckRoundTrip(ReadOnlySpan<byte> input, ClosePayload payload)
    {
        if (input.Length > ClosePayload.MaxSize) return;
        Span<byte> again = stackalloc byte[ClosePayload.MaxSize];
        var size = ClosePayload.Write(again, payload.Code, payload.Reason);
        ThrowUnless(again[..size].SequenceEqual(input), "what is read is written back the same");
    }

    // a reason may be anything that a user's code makes, halves of surrogate pairs included
    static void CheckWriting(string reason)
    {
        Span<byte> written = stackalloc byte[ClosePayload.MaxSize];
        var size = ClosePayload.Write(written, CloseCode.Normal, reason);
        var read = ClosePayload.Parse(written[..size]);
        ThrowUnless(read.Violation is null, "what is written can be read");
        ThrowUnless(!ClosePayload.Fits(reason) || s_strict.GetByteCount(read.Payload.Reason) == size - 2, "a reason that fits is written whole");
    }

    static ulong State(ReadOnlySpan<byte> input, ClosePayloadRead read)
    {
        var state = new StateHash();
        state.Add(read.Violation?.Rule ?? "");
        state.AddSize(input.Length);
        state.Add(input.Length < 2 ? 0 : input[0] << 8 | input[1]);
        state.Add(read.Payload.Reason is { } reason ? reason.Length == input.Length - 2 ? 1 : 2 : 0);
        return state.Value;
    }
}
