using System.Buffers;
using System.Text;

namespace ReactiveWs.Messages;

/// <summary>A message on its way out: knows how much room it may need, and writes its payload. Structs, so that a send allocates nothing.</summary>
internal interface IOutgoing
{
    bool IsText { get; }

    /// <summary>The contract's name or, for untyped messages, <c>text</c> or <c>binary</c>.</summary>
    string Type { get; }

    /// <summary>An upper bound of the payload's size in bytes; −1 when it cannot be told before writing.</summary>
    int MaxSize { get; }

    /// <summary>Writes the payload.</summary>
    void Write(IBufferWriter<byte> output);

    /// <summary>Writes the payload into a span of at least <see cref="MaxSize"/> bytes, and says how much it was.</summary>
    int Write(Span<byte> output);
}

internal readonly struct OutgoingText(string text) : IOutgoing
{
    public bool IsText => true;

    public string Type => MessageName.Text;

    // three bytes a char overshoot for long texts: those are counted first
    public int MaxSize => text.Length <= 1024 ? text.Length * 3 : Encoding.UTF8.GetByteCount(text);

    public void Write(IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);

    public int Write(Span<byte> output) => Encoding.UTF8.GetBytes(text, output);
}

internal readonly struct OutgoingBytes(ReadOnlyMemory<byte> data) : IOutgoing
{
    public bool IsText => false;

    public string Type => MessageName.Binary;

    public int MaxSize => data.Length;

    public void Write(IBufferWriter<byte> output) => output.Write(data.Span);

    public int Write(Span<byte> output)
    {
        data.Span.CopyTo(output);
        return data.Length;
    }
}

internal readonly struct OutgoingSequence(ReadOnlySequence<byte> data) : IOutgoing
{
    public bool IsText => false;

    public string Type => MessageName.Binary;

    public int MaxSize => checked((int)data.Length);

    public void Write(IBufferWriter<byte> output)
    {
        foreach (var segment in data) output.Write(segment.Span);
    }

    public int Write(Span<byte> output)
    {
        data.CopyTo(output);
        return (int)data.Length;
    }
}

/// <summary>Something that writes itself, as generated code does.</summary>
internal readonly struct OutgoingWritten<TState>(bool isText, string type, TState state, Action<IBufferWriter<byte>, TState> write) : IOutgoing
{
    public bool IsText => isText;

    public string Type => type;

    public int MaxSize => -1;

    public void Write(IBufferWriter<byte> output) => write(output, state);

    public int Write(Span<byte> output) => throw new NotSupportedException();
}
