using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace ReactiveWs.Frames;

/// <summary>Validates UTF-8 (RFC 3629) that arrives in pieces: a text message's fragments, or the parts of one frame.</summary>
/// <remarks>
/// Between pieces it keeps only what the next byte of an open sequence may be. A default value is ready for a message's first byte.
/// After <see cref="Append"/> returned false, <see cref="Reset"/> it or drop it.
/// </remarks>
internal struct Utf8Validator
{
    byte _missing;   // bytes that the open sequence still needs, 0–3
    byte _lowest;    // the range of the first of them
    byte _highest;

    /// <summary>Whether the bytes so far end at a character's end, as a whole message must.</summary>
    public readonly bool IsComplete => _missing == 0;

    /// <summary>Whether the bytes so far can still become valid; false at the earliest byte after which no continuation can help.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Append(ReadOnlySpan<byte> bytes)
    {
        if (_missing == 0 && (bytes.IsEmpty || bytes[^1] < 0x80)) return Utf8.IsValid(bytes);
        return AppendOpen(bytes);
    }

    /// <summary>Forgets everything, for the next message.</summary>
    public void Reset() => this = default;

    bool AppendOpen(ReadOnlySpan<byte> bytes)
    {
        var closed = 0;
        while (_missing > 0 && closed < bytes.Length)
        {
            if (!Step(bytes[closed++])) return false;
        }

        ReadOnlySpan<byte> rest = bytes[closed..];
        var open = OpenTail(rest);
        return Utf8.IsValid(rest[..^open]) && StepAll(rest[^open..]);
    }

    bool StepAll(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            if (!Step(next)) return false;
        }

        return true;
    }

    /// <summary>How many bytes at the end begin a sequence that the end cuts off, judged by the leading byte alone: 0–3.</summary>
    static int OpenTail(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var candidate = bytes[^back];
            if (candidate < 0x80) return 0;
            if (candidate >= 0xC0) return SequenceLength(candidate) > back ? back : 0;
        }

        return 0;
    }

    static int SequenceLength(byte lead) => lead switch { < 0x80 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };

    bool Step(byte next)
    {
        if (_missing == 0) return Begin(next);
        if (next < _lowest || next > _highest) return false;

        _missing--;
        (_lowest, _highest) = (0x80, 0xBF);
        return true;
    }

    // RFC 3629 §4. The narrower ranges shut out overlong forms (C0, C1, E0, F0), surrogates (ED) and what lies beyond U+10FFFF (F4 and up).
    bool Begin(byte lead)
    {
        (_missing, _lowest, _highest) = lead switch
        {
            >= 0xC2 and <= 0xDF => ((byte)1, (byte)0x80, (byte)0xBF),
            0xE0 => ((byte)2, (byte)0xA0, (byte)0xBF),
            0xED => ((byte)2, (byte)0x80, (byte)0x9F),
            >= 0xE1 and <= 0xEF => ((byte)2, (byte)0x80, (byte)0xBF),
            0xF0 => ((byte)3, (byte)0x90, (byte)0xBF),
            >= 0xF1 and <= 0xF3 => ((byte)3, (byte)0x80, (byte)0xBF),
            0xF4 => ((byte)3, (byte)0x80, (byte)0x8F),
            _ => ((byte)0, (byte)0, (byte)0),
        };
        return _missing > 0 || lead < 0x80;
    }
}
