using System.Buffers;

namespace ReactiveWs.Bytes;

/// <summary>Bytes on their way in one direction of a link in memory: a ring that is rented only while it holds some.</summary>
/// <param name="capacity">The most bytes that wait to be read; more make the writer wait.</param>
internal sealed class MemoryFlow(int capacity)
{
    readonly Lock _lock = new();
    byte[]? _ring;
    int _start;
    int _count;
    bool _hasEnded;
    bool _isWriterClosed;
    bool _isReaderClosed;
    TaskCompletionSource? _changed;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task changed;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_isReaderClosed, typeof(MemoryEnd));
                if (_count > 0 || _hasEnded)
                {
                    return Take(buffer.Span);
                }
                changed = Changed();
            }
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task changed;
            lock (_lock)
            {
                ThrowIfNotWritable();
                bytes = bytes[Put(bytes.Span)..];
                if (bytes.IsEmpty)
                {
                    return;
                }
                changed = Changed();
            }
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>No more bytes will come; the reader gets those that wait, then the end.</summary>
    public void End() => Change(() => _hasEnded = true);

    /// <summary>The writing end is gone, its pending write too.</summary>
    public void CloseWriter() => Change(() => _hasEnded = _isWriterClosed = true);

    /// <summary>The reading end is gone: nobody will take what waits.</summary>
    public void CloseReader() => Change(() =>
    {
        _isReaderClosed = true;
        Release();
    });

    void ThrowIfNotWritable()
    {
        ObjectDisposedException.ThrowIf(_isWriterClosed, typeof(MemoryEnd));
        if (_isReaderClosed)
        {
            throw new IOException("The other end of the link in memory is closed.");
        }
        if (_hasEnded)
        {
            throw new IOException("This end has said that it writes no more.");
        }
    }

    int Put(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, capacity - _count);
        if (count == 0)
        {
            return 0;
        }
        _ring ??= ArrayPool<byte>.Shared.Rent(capacity);
        var at = (_start + _count) % capacity;
        var first = Math.Min(count, capacity - at);
        bytes[..first].CopyTo(_ring.AsSpan(at));
        bytes[first..count].CopyTo(_ring);
        _count += count;
        Notify();
        return count;
    }

    int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _count);
        if (count == 0)
        {
            return 0;
        }
        var first = Math.Min(count, capacity - _start);
        _ring.AsSpan(_start, first).CopyTo(buffer);
        _ring.AsSpan(0, count - first).CopyTo(buffer[first..]);
        _start = (_start + count) % capacity;
        _count -= count;
        if (_count == 0)
        {
            Release();
        }
        Notify();
        return count;
    }

    void Release()
    {
        if (_ring is not null)
        {
            ArrayPool<byte>.Shared.Return(_ring);
        }
        (_ring, _start, _count) = (null, 0, 0);
    }

    void Change(Action change)
    {
        lock (_lock)
        {
            change();
            Notify();
        }
    }

    // One signal for reader and writer alike: each looks again, and whoever finds nothing to do waits again.
    Task Changed() => (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    void Notify()
    {
        _changed?.TrySetResult();
        _changed = null;
    }
}
