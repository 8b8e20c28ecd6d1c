using System.Buffers;
using ReactiveWs.Bytes;

namespace ReactiveWs.Messages;

/// <summary>
/// Where a receive loop reads to: a small buffer while it waits, a large rented one while bytes are there. A busy loop keeps the large one, which saves a
/// read of each batch, and gives it back with the next few bytes: the pong of a heartbeat is enough.
/// </summary>
internal sealed class ReceiveBuffer(ByteLink link)
{
    /// <summary>The usual size of a large buffer.</summary>
    public const int Size = 64 * 1024;

    /// <summary>How many loops of this process may wait with a large buffer.</summary>
    const int MostWarm = 64;

    static int s_warm;

    readonly byte[] _idle = link.IdleBufferSize > 0 ? new byte[link.IdleBufferSize] : [];
    byte[] _buffer = [];
    int _start;
    int _end;
    bool _isWarm;

    /// <summary>What was read and not consumed.</summary>
    public Span<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>How many unread bytes there can be without a larger buffer.</summary>
    public int Capacity => Math.Max(_buffer.Length, Size);

    /// <summary>Whether there is none: the wait was with an empty one.</summary>
    public bool IsNone => _buffer.Length == 0;

    bool IsEmpty => _start == _end;

    bool IsIdle => ReferenceEquals(_buffer, _idle);

    /// <summary>The first bytes were consumed.</summary>
    public void Consume(int count)
    {
        Poison(count);
        _start += count;
    }

    /// <summary>Begins with bytes that somebody else has read.</summary>
    public void Take(ReadOnlySpan<byte> leftover)
    {
        if (leftover.IsEmpty) return;
        Enlarge(Math.Max(Size, leftover.Length));
        leftover.CopyTo(_buffer);
        _end = leftover.Length;
    }

    /// <summary>Where the next read goes to; empty where the link waits with an empty buffer, to be followed by a read into <see cref="Large"/>.</summary>
    /// <param name="wantedSize">How many bytes are needed in a row; 0 when that is not known.</param>
    public Memory<byte> Room(int wantedSize)
    {
        if (IsEmpty && !_isWarm && !IsIdle) Return();
        if (IsEmpty && IsNone) _buffer = _idle;
        if (IsEmpty) _start = _end = 0;
        else if (_end == _buffer.Length || wantedSize > _buffer.Length - _start) MoveToFront(wantedSize);
        return _buffer.AsMemory(_end);
    }

    /// <summary>All of a large buffer; for when nothing is unread.</summary>
    public Memory<byte> Large()
    {
        if (IsNone) Enlarge(Size);
        return _buffer;
    }

    /// <summary>A read has brought bytes.</summary>
    public void Took(int count)
    {
        _end += count;
        if (_end == _buffer.Length && IsIdle)
        {
            Enlarge(Size);
            var more = link.TryRead(_buffer.AsSpan(_end));
            if (more > 0) (_end, count) = (_end + more, count + more);   // the end shows again at the next read
        }
        // as many bytes as fill a small buffer make a loop busy
        SetWarm(count >= ByteLink.SmallSize && _buffer.Length == Size);
    }

    /// <summary>Returns what is rented.</summary>
    public void Release()
    {
        SetWarm(false);
        Return();
    }

    void MoveToFront(int wantedSize)
    {
        if (_start == 0 || wantedSize > _buffer.Length || IsIdle)
        {
            Enlarge(Math.Max(Size, wantedSize));
            return;
        }
        Unread.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }

    void SetWarm(bool warm)
    {
        if (warm == _isWarm) return;
        _isWarm = warm && Interlocked.Increment(ref s_warm) <= MostWarm;
        if (!_isWarm) Interlocked.Decrement(ref s_warm);
    }

    void Enlarge(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Unread.CopyTo(larger);
        var count = _end - _start;
        Return();
        (_buffer, _start, _end) = (larger, 0, count);
    }

    void Return()
    {
        if (_buffer.Length > 0 && !IsIdle) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    /// <summary>In a debug build, whoever kept a reference to what was read reads rubbish.</summary>
    [System.Diagnostics.Conditional("DEBUG")]
    void Poison(int count) => _buffer.AsSpan(_start, count).Fill(0xDD);
}
