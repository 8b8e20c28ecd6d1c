using System.Buffers;
using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>A rented piece of the send queue. Holds whole frames only, so what is left undelivered can be counted from their headers.</summary>
internal sealed class SendBlock
{
    public const int Size = 32 * 1024;

    /// <summary>For large replies: they are likely to be several, and leave together as soon as their delivery ends.</summary>
    public const int ReplySize = 4 * Size;

    byte[] _array = [];

    public SendBlock? Next { get; set; }

    public int Start { get; private set; }

    public int End { get; private set; }

    public int Pending => End - Start;

    public int Room => _array.Length - End;

    public ReadOnlyMemory<byte> PendingMemory => _array.AsMemory(Start, End - Start);

    public ReadOnlySpan<byte> PendingSpan => _array.AsSpan(Start, End - Start);

    public Span<byte> Free => _array.AsSpan(End);

    /// <summary>As <see cref="Free"/>, for a writer that takes what it needs of it.</summary>
    public ArraySegment<byte> FreeSegment => new(_array, End, Room);

    public void Rent(int size) => _array = ArrayPool<byte>.Shared.Rent(size);

    public void Append(int count) => End += count;

    /// <summary>Takes back what was appended last.</summary>
    public void Retract(int end) => End = end;

    public void Sent(int count) => Start += count;

    public void Return()
    {
        if (_array.Length > 0) ArrayPool<byte>.Shared.Return(_array);
        _array = [];
        (Start, End) = (0, 0);
        Next = null;
    }

    /// <summary>How many data messages end in what is pending.</summary>
    /// <param name="given">How many of the pending bytes were given to a write that has not come back.</param>
    public int CountMessages(int given)
    {
        var count = 0;
        for (var position = 0; position < End;)
        {
            var header = Header(position);
            position += header.Size + (int)header.PayloadLength;
            if (header is { Fin: true, Opcode: < Opcode.Close } && position > Start + given) count++;
        }
        return count;
    }

    // our own frames: either side reads back what the other side would accept
    FrameHeader Header(int position)
    {
        var bytes = _array.AsSpan(position, End - position);
        var masked = (bytes[1] & 0x80) != 0;
        return FrameReader.ReadHeader(bytes, masked ? Side.Server : Side.Client, compressionNegotiated: true).Header;
    }
}
