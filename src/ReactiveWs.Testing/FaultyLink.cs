using System.Diagnostics.CodeAnalysis;

namespace ReactiveWs.Testing;

/// <summary>
/// A link that misbehaves on command: it delivers bytes in small pieces, late or changed, stops making progress, loses its other end without a word, or is
/// cut. Wrap one end of <see cref="MemoryLink.Pair"/> in it and hand it to <see cref="WebSocketRequestOptions.OpenLink"/> or
/// <see cref="ReactiveWebSocketServer.AcceptAsync"/>; <see cref="MemoryNetwork"/> does that.
/// </summary>
/// <remarks>Asynchronous reads and writes only. Safe to command from any thread.</remarks>
/// <param name="inner">The link that carries the bytes; disposed with this one.</param>
/// <param name="time">What <see cref="ReadDelay"/> is measured by, normally a <see cref="ManualTimeProvider"/>. Default: the system's time.</param>
[SuppressMessage("Naming", "CA1710", Justification = "What carries bytes is called a link here.")]
public sealed class FaultyLink(Stream inner, TimeProvider? time = null) : Stream
{
    readonly TimeProvider _time = time ?? TimeProvider.System;
    readonly CancellationTokenSource _cut = new();
    volatile TaskCompletionSource _flowing = Flowing();
    long _read;
    long _written;
    long _readLimit = long.MaxValue;
    long _writeLimit = long.MaxValue;
    long _corruptAt = long.MaxValue;
    volatile bool _halfOpen;

    /// <summary>The most bytes that one read returns, 1 or more. Default null: as many as there are.</summary>
    public int? ReadAtMost { get; set; }

    /// <summary>How long bytes are under way before a read returns them. Default zero.</summary>
    public TimeSpan ReadDelay { get; set; }

    /// <summary>The bytes read so far.</summary>
    public long BytesRead => Interlocked.Read(ref _read);

    /// <summary>The bytes written so far.</summary>
    public long BytesWritten => Interlocked.Read(ref _written);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Cuts the link now: reads and writes, also those under way, fail with <see cref="IOException"/>, and the other end sees it end.</summary>
    public void Cut()
    {
        _cut.Cancel();
        inner.Dispose();
    }

    /// <summary>Cuts the link as soon as so many more bytes were read; they still arrive.</summary>
    /// <param name="bytes">How many, 0 or more.</param>
    public void CutAfterReading(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Interlocked.Exchange(ref _readLimit, BytesRead + bytes);
    }

    /// <summary>Cuts the link as soon as so many more bytes were written; they still go out.</summary>
    /// <param name="bytes">How many, 0 or more.</param>
    public void CutAfterWriting(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Interlocked.Exchange(ref _writeLimit, BytesWritten + bytes);
    }

    /// <summary>Stops all progress: reads and writes begun from now on do not complete until <see cref="Resume"/>.</summary>
    public void Stall()
    {
        if (_flowing.Task.IsCompleted)
        {
            _flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>
    /// The other end is gone, and nobody says so: what is written from now on goes nowhere, and reads do not complete. <see cref="Cut"/> ends that.
    /// </summary>
    public void HalfOpen() => _halfOpen = true;

    /// <summary>Changes one byte on its way: all bits of the one that is read after so many more.</summary>
    /// <param name="bytes">How many are read unchanged before it, 0 or more.</param>
    public void CorruptAfterReading(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Interlocked.Exchange(ref _corruptAt, BytesRead + bytes);
    }

    /// <summary>Lets what <see cref="Stall"/> stopped go on.</summary>
    public void Resume() => _flowing.TrySetResult();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await UntilCutAsync(ct => ReadOnceAsync(buffer, ct), cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _read, count);
        return count;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await UntilCutAsync(ct => WriteOnceAsync(buffer, ct), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: asynchronous only.</exception>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Use ReadAsync.");

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: asynchronous only.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Use WriteAsync.");

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    async ValueTask<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var left = Left(_readLimit, BytesRead);
        var count = await inner.ReadAsync(buffer[..(int)Math.Min(Math.Min(buffer.Length, ReadAtMost ?? int.MaxValue), left)], cancellationToken).ConfigureAwait(false);
        if (ReadDelay > TimeSpan.Zero)
        {
            await Task.Delay(ReadDelay, _time, cancellationToken).ConfigureAwait(false);
        }

        if (_halfOpen)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        Corrupt(buffer.Span[..count]);
        return count;
    }

    void Corrupt(Span<byte> bytes)
    {
        var at = Interlocked.Read(ref _corruptAt) - BytesRead;
        if (at >= 0 && at < bytes.Length)
        {
            bytes[(int)at] ^= 0xFF;
        }
    }

    async ValueTask<int> WriteOnceAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        var part = buffer[..(int)Math.Min(buffer.Length, Left(_writeLimit, BytesWritten))];
        if (!_halfOpen)
        {
            await inner.WriteAsync(part, cancellationToken).ConfigureAwait(false);
        }

        Interlocked.Add(ref _written, part.Length);
        if (part.Length < buffer.Length)
        {
            Cut();
        }

        _cut.Token.ThrowIfCancellationRequested();
        return part.Length;
    }

    // At the limit the link is cut, so that nothing beyond it passes.
    long Left(long limit, long done)
    {
        if (done >= limit)
        {
            Cut();
            _cut.Token.ThrowIfCancellationRequested();
        }

        return limit - done;
    }

    async ValueTask<int> UntilCutAsync(Func<CancellationToken, ValueTask<int>> transfer, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cut.Token);
        try
        {
            await _flowing.Task.WaitAsync(either.Token).ConfigureAwait(false);
            return await transfer(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (_cut.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            throw new IOException("The link was cut.", e);
        }
    }

    static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource();
        flowing.SetResult();
        return flowing;
    }
}
