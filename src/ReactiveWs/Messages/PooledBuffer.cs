using System.Buffers;

namespace ReactiveWs.Messages;

/// <summary>A growing buffer whose array is rented only while bytes are in it. It may begin in memory that is lent to it, and leaves that when it grows out of it.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>
{
    byte[] _array = [];
    int _start;
    int _end;
    int _limit;

    /// <summary>Whether all that was written is in the memory that was lent.</summary>
    public bool IsLent { get; private set; }

    public int Count => _end - _start;

    public Span<byte> Written => _array.AsSpan(_start, _end - _start);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _end += bytes.Length;
    }

    /// <summary>Begins in a part of somebody else's array, which is neither kept beyond <see cref="Clear"/> nor returned.</summary>
    public void Borrow(ArraySegment<byte> room)
    {
        Clear();
        (_array, _start, _end, _limit, IsLent) = (room.Array!, room.Offset, room.Offset, room.Offset + room.Count, true);
    }

    public void Advance(int count) => _end += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _array.AsSpan(_end, _limit - _end);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _array.AsMemory(_end, _limit - _end);
    }

    /// <summary>Forgets the first bytes.</summary>
    public void RemoveFirst(int count) => _start += count;

    /// <summary>Forgets everything and returns the array.</summary>
    public void Clear()
    {
        Return();
        _array = [];
        _start = _end = _limit = 0;
    }

    void MakeRoom(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 256);
        if (_limit - _end >= needed) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Count + needed), Math.Min(Count * 2, 1 << 30)));
        Written.CopyTo(larger);
        Return();
        (_array, _start, _end, _limit) = (larger, 0, Count, larger.Length);
    }

    void Return()
    {
        if (_array.Length > 0 && !IsLent) ArrayPool<byte>.Shared.Return(_array);
        IsLent = false;
    }
}
