using System.Net.Sockets;

namespace ReactiveWs.Bytes;

/// <summary>A link over a connected TCP socket, which it owns. Nothing is allocated per read or write.</summary>
internal sealed class SocketLink : ByteLink
{
    static readonly LingerOption NoLinger = new(enable: true, seconds: 0);

    readonly Socket _socket;
    readonly NetworkStream _stream;
    int _isClosed;

    public SocketLink(Socket socket)
    {
        _socket = socket;
        socket.NoDelay = true;
        _stream = StreamOver(socket);
        socket.Blocking = false;                   // so that Try… returns at once
    }

    // It asks for a blocking socket here, and does not mind afterwards. Not ours to dispose of: it owns nothing.
    static NetworkStream StreamOver(Socket socket)
    {
        socket.Blocking = true;
        return new NetworkStream(socket, ownsSocket: false);
    }

    public override int IdleBufferSize => SmallSize;

    // Through NetworkStream, because it reports failures as IOException and reuses the socket's own awaitables.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer) => _stream.ReadAsync(buffer);

    public override int TryRead(Span<byte> buffer)
    {
        var count = _socket.Receive(buffer, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success => count,
            SocketError.WouldBlock => -1,
            _ => throw Lost(error),
        };
    }

    public override int TryWrite(ReadOnlySpan<byte> bytes)
    {
        var count = _socket.Send(bytes, SocketFlags.None, out var error);
        return error is SocketError.Success or SocketError.WouldBlock ? count : throw Lost(error);
    }

    // Enough to wait for room: TryWrite takes the rest, and says how much of it.
    public override int LargestWrite => 1;

    public override Acknowledgement Acknowledgement => Acknowledgement.Of(_socket);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes);

    public override ValueTask EndWritingAsync()
    {
        TryShutdown(SocketShutdown.Send);
        return default;
    }

    public override void Abort()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            Reset(_socket);
        }
    }

    /// <summary>Closes a socket so that the peer sees a reset, and nothing unsent lingers.</summary>
    public static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = NoLinger;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Not connected any more: there is nothing left to reset.
        }
        socket.Dispose();
    }

    public override ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            TryShutdown(SocketShutdown.Both);
            _socket.Dispose();
        }
        return default;
    }

    void TryShutdown(SocketShutdown how)
    {
        try
        {
            _socket.Shutdown(how);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer or Abort was faster; the pending read says so.
        }
    }

    static IOException Lost(SocketError error)
    {
        var cause = new SocketException((int)error);
        return new IOException($"The link was lost: {cause.Message}", cause);
    }
}
