using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace ReactiveWs.Bytes;

/// <summary>A link over any duplex stream, which it owns.</summary>
/// <param name="stream">The stream.</param>
/// <param name="waitsOnEmptyReads">
/// Whether a read into an empty buffer waits for bytes, as <see cref="SslStream"/> and the upgraded stream of an HTTP connection do. Where it
/// returns at once, waiting that way would spin, so a small buffer is held instead.
/// </param>
/// <param name="socket">The socket below the stream, so that <see cref="Abort"/> can reset it; null when there is none, or it is hidden.</param>
/// <param name="owned">What has to live as long as the link, for example a certificate; null when nothing has.</param>
internal sealed class StreamLink(Stream stream, bool waitsOnEmptyReads, Socket? socket = null, IDisposable? owned = null) : ByteLink
{
    // The known ones write through; any other may hold bytes back until it is flushed.
    readonly bool _isBuffered = !waitsOnEmptyReads;

    // Other streams may report their end when they are disposed, as if the peer had ended the link: NetworkStream shuts its socket down first.
    readonly bool _failsOnceDisposed = socket is not null || stream is MemoryEnd;
    int _isClosed;

    /// <summary>A link over a stream that somebody else made: asks nothing of it that only some streams can do.</summary>
    public static StreamLink Over(Stream stream) => new(stream, stream is SslStream or NetworkStream or MemoryEnd);

    public override int IdleBufferSize => waitsOnEmptyReads ? 0 : SmallSize;

    public override Acknowledgement Acknowledgement => (socket ?? (stream as NetworkStream)?.Socket) is { } below ? Acknowledgement.Of(below) : base.Acknowledgement;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        ThrowIfClosed();
        return _failsOnceDisposed ? stream.ReadAsync(buffer) : ReadUntilClosedAsync(buffer);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<int> ReadUntilClosedAsync(Memory<byte> buffer)
    {
        var count = await stream.ReadAsync(buffer).ConfigureAwait(false);
        ThrowIfClosed();
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        ThrowIfClosed();
        return _isBuffered ? WriteAndFlushAsync(bytes) : stream.WriteAsync(bytes);
    }

    void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_isClosed != 0, this);

    async ValueTask WriteAndFlushAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes).ConfigureAwait(false);
        await stream.FlushAsync().ConfigureAwait(false);
    }

    public override bool CanEndWriting => stream is SslStream or NetworkStream or MemoryEnd;

    public override async ValueTask EndWritingAsync()
    {
        try
        {
            switch (stream)
            {
                case SslStream tls:
                    await tls.ShutdownAsync().ConfigureAwait(false);
                    break;
                case NetworkStream network:
                    network.Socket.Shutdown(SocketShutdown.Send);
                    break;
                case MemoryEnd end:
                    end.EndWriting();
                    break;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException or CryptographicException)
        {
            // The peer or Abort was faster (ObjectDisposedException is an InvalidOperationException), or the TLS session is broken; the pending read says so.
        }
    }

    public override void Abort()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }
        if (socket is not null)
        {
            SocketLink.Reset(socket);
        }
        stream.Dispose();
        owned?.Dispose();
    }

    public override async ValueTask CloseAsync()
    {
        await EndWritingAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            owned?.Dispose();
        }
    }
}
