namespace ReactiveWs.Tests.Messages;

/// <summary>Notes the size of each write and of the buffer of each read, and can hold the writes back.</summary>
internal sealed class CountingStream(Stream inner) : Stream
{
    readonly List<int> _writes = [];
    readonly List<int> _reads = [];
    TaskCompletionSource _open = Opened();

    public IReadOnlyList<int> Writes
    {
        get
        {
            lock (_writes) return [.. _writes];
        }
    }

    /// <summary>How large the buffers were that reads were given.</summary>
    public IReadOnlyList<int> Reads
    {
        get
        {
            lock (_reads) return [.. _reads];
        }
    }

    /// <summary>Writes begun from now on do not complete until <see cref="Open"/>.</summary>
    public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _open.TrySetResult();

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_writes) _writes.Add(buffer.Length);
        await _open.Task.WaitAsync(cancellationToken);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_reads) _reads.Add(buffer.Length);
        return inner.ReadAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _open.TrySetException(new IOException("The link is closed."));
        inner.Dispose();
        base.Dispose(disposing);
    }

    static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
