namespace ReactiveWs.Frames;

/// <summary>What <see cref="FrameReader.ReadHeader"/> found: a header, a violation, or too few bytes for either.</summary>
internal readonly struct HeaderRead
{
    readonly FrameHeader _header;
    readonly bool _complete;

    HeaderRead(in FrameHeader header)
    {
        _header = header;
        _complete = true;
    }

    HeaderRead(Violation violation) => Violation = violation;

    /// <summary>The input ends inside the header.</summary>
    public static HeaderRead NeedMore => default;

    /// <summary>Whether <see cref="Header"/> is there.</summary>
    public bool IsComplete => _complete;

    /// <summary>The header; its default unless <see cref="IsComplete"/>.</summary>
    public FrameHeader Header => _header;

    /// <summary>The rule that the header breaks, or null.</summary>
    public Violation? Violation { get; }

    public static implicit operator HeaderRead(FrameHeader header) => new(header);

    public static implicit operator HeaderRead(Violation violation) => new(violation);
}
