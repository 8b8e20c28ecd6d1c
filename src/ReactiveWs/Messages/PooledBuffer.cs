using System.Buffers;

namespace ReactiveWs.Messages;

/// <summary>A growing buffer whose array is rented only while bytes are in it.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>
{
    byte[] _array = [];
    int _start;
    int _end;

    public int Count => _end - _start;

    public Span<byte> Written => _array.AsSpan(_start, _end - _start);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _end += bytes.Length;
    }

    public void Advance(int count) => _end += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _array.AsSpan(_end);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _array.AsMemory(_end);
    }

    /// <summary>Forgets the first bytes.</summary>
    public void RemoveFirst(int count) => _start += count;

    /// <summary>Forgets everything and returns the array.</summary>
    public void Clear()
    {
        _start = _end = 0;
        if (_array.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_array);
        _array = [];
    }

    void MakeRoom(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 256);
        if (_array.Length - _end >= needed) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Count + needed), Math.Min(Count * 2, 1 << 30)));
        Written.CopyTo(larger);
        (_start, _end) = (0, Count);
        if (_array.Length > 0) ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
