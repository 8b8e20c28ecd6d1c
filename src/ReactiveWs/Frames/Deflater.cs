using System.Buffers;
using System.IO.Compression;

namespace ReactiveWs.Frames;

/// <summary>Compresses messages (RFC 7692 §7.2.1). Not safe for concurrent use: messages share a context, so they have an order.</summary>
/// <remarks>
/// The platform's compressor always uses the whole 32 KiB window. A smaller one is honoured by compressing pieces no longer than the window,
/// each from a fresh state and joined at their sync-flush boundaries, so that no distance exceeds it.
/// </remarks>
internal sealed class Deflater : IDisposable
{
    const int WholeWindowBits = 15;

    readonly CompressionLevel _level;
    readonly int _pieceSize;
    readonly bool _keepsContext;
    readonly DeflateSink _sink = new();
    DeflateStream? _stream;
    bool _disposed;

    /// <param name="windowBits">Distances stay within 2^bits bytes, 8–15.</param>
    /// <param name="noContextTakeover">No message refers to an earlier one; between messages nothing is held.</param>
    /// <param name="level">The platform's default is the balanced level that other implementations use, too.</param>
    public Deflater(int windowBits, bool noContextTakeover, CompressionLevel level = CompressionLevel.Optimal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowBits, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(windowBits, WholeWindowBits);
        _level = level;
        _pieceSize = windowBits == WholeWindowBits ? int.MaxValue : 1 << windowBits;
        _keepsContext = windowBits == WholeWindowBits && !noContextTakeover;
    }

    /// <summary>Appends a whole message, compressed, to <paramref name="output"/>.</summary>
    public void Compress(ReadOnlySpan<byte> message, IBufferWriter<byte> output) => Compress(message, endOfMessage: true, output);

    /// <summary>Appends a part of a message; what has been appended so far can always be decompressed up to the part's end.</summary>
    public void Compress(ReadOnlySpan<byte> part, bool endOfMessage, IBufferWriter<byte> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _sink.Begin(output);
        while (!part.IsEmpty)
        {
            ReadOnlySpan<byte> piece = part[..Math.Min(part.Length, _pieceSize)];
            part = part[piece.Length..];
            CompressPiece(piece, endOfMessage && part.IsEmpty);
        }

        _sink.End(endOfMessage);
    }

    public void Dispose()
    {
        _disposed = true;
        Forget();
    }

    void CompressPiece(ReadOnlySpan<byte> piece, bool endsMessage)
    {
        _stream ??= new DeflateStream(_sink, _level, leaveOpen: true);
        _stream.Write(piece);
        _stream.Flush();
        if (!_keepsContext && (endsMessage || _pieceSize != int.MaxValue)) Forget();
    }

    void Forget()
    {
        _sink.Pause();   // disposing writes a final block
        _stream?.Dispose();
        _stream = null;
        _sink.Resume();
    }
}
