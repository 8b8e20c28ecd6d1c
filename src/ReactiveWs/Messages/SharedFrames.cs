namespace ReactiveWs.Messages;

/// <summary>
/// The frames that one batch shares among connections, one after another. Whoever gets them all in a row sends them with one write from here.
/// Used by the batch's thread; what was written stays where it is until the batch ends.
/// </summary>
internal sealed class SharedFrames
{
    const int LargestKept = 64 * 1024;

    byte[] _bytes = [];
    int _count;

    public SharedFrame Add(SharedMessage message)
    {
        var frame = message.Frame;
        if (_bytes.Length - _count < frame.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Math.Max(4096, _count + frame.Length)));
        frame.CopyTo(_bytes, _count);
        _count += frame.Length;
        return new SharedFrame(message, this, _bytes, _count - frame.Length, _count);
    }

    /// <summary>Nobody refers to the frames any more.</summary>
    public void Clear()
    {
        _count = 0;
        if (_bytes.Length > LargestKept) _bytes = [];
    }
}

/// <summary>Where a shared frame is.</summary>
/// <param name="Message">What is in it.</param>
/// <param name="Place">What identifies the memory, which may move as it grows: the batch's frames, or the message itself.</param>
/// <param name="Bytes">The memory now.</param>
/// <param name="Start">Where the frame begins.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct SharedFrame(SharedMessage Message, object Place, byte[] Bytes, int Start, int End)
{
    /// <summary>A frame on its own.</summary>
    public static SharedFrame Of(SharedMessage message) => new(message, message, message.Frame, 0, message.Frame.Length);

    public int Size => End - Start;

    /// <summary>The two as one, when the other follows this one in the same memory.</summary>
    public bool TryJoin(in SharedFrame next, out SharedFrame both)
    {
        both = this with { Bytes = next.Bytes, End = next.End };
        return ReferenceEquals(Place, next.Place) && End == next.Start;
    }
}
