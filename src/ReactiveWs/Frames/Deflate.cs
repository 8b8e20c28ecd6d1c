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
    private const int WholeWindowBits = 15;

    private readonly CompressionLevel _level;
    private readonly int _pieceSize;
    private readonly bool _keepsContext;
    private readonly TrimmingSink _sink = new();
    private DeflateStream? _stream;

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
        _sink.Begin(output);
        while (!part.IsEmpty)
        {
            ReadOnlySpan<byte> piece = part[..Math.Min(part.Length, _pieceSize)];
            part = part[piece.Length..];
            CompressPiece(piece, endOfMessage && part.IsEmpty);
        }

        _sink.End(endOfMessage);
    }

    public void Dispose() => Forget();

    private void CompressPiece(ReadOnlySpan<byte> piece, bool endsMessage)
    {
        _stream ??= new DeflateStream(_sink, _level, leaveOpen: true);
        _stream.Write(piece);
        _stream.Flush();
        if (!_keepsContext && (endsMessage || _pieceSize != int.MaxValue)) Forget();
    }

    private void Forget()
    {
        _sink.Pause();   // disposing writes a final block
        _stream?.Dispose();
        _stream = null;
        _sink.Resume();
    }

    /// <summary>Passes on what is written to it, except the last four bytes: the mark of a sync flush, which RFC 7692 §7.2.1 strips.</summary>
    private sealed class TrimmingSink : OneWayStream
    {
        private readonly byte[] _held = new byte[4];
        private int _heldCount;
        private bool _paused;
        private IBufferWriter<byte>? _output;

        public void Begin(IBufferWriter<byte> output) => _output = output;

        public void Pause() => _paused = true;

        public void Resume() => _paused = false;

        public void End(bool endOfMessage)
        {
            if (!endOfMessage) _output!.Write(_held.AsSpan(0, _heldCount));
            else if (_heldCount == 0) _output!.Write<byte>([0x00]);   // §7.2.3.6: nothing was written, and a message cannot be empty
            _heldCount = 0;
            _output = null;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_paused) return;
            int surplus = Math.Max(0, _heldCount + buffer.Length - _held.Length);
            int fromHeld = Math.Min(surplus, _heldCount);
            Pass(_held.AsSpan(0, fromHeld));
            Pass(buffer[..(surplus - fromHeld)]);
            Hold(fromHeld, buffer[(surplus - fromHeld)..]);
        }

        private void Pass(ReadOnlySpan<byte> bytes) => _output!.Write(bytes);

        private void Hold(int passed, ReadOnlySpan<byte> bytes)
        {
            _held.AsSpan(passed, _heldCount - passed).CopyTo(_held);
            _heldCount -= passed;
            bytes.CopyTo(_held.AsSpan(_heldCount));
            _heldCount += bytes.Length;
        }
    }
}

/// <summary>Decompresses messages (RFC 7692 §7.2.2), fragment by fragment. Not safe for concurrent use.</summary>
/// <remarks>It keeps the whole window, so it reads what any smaller one produced. After a violation, dispose it.</remarks>
/// <param name="noContextTakeover">The peer promised that no message refers to an earlier one: between messages nothing is held.</param>
internal sealed class Inflater(bool noContextTakeover) : IDisposable
{
    private const int OutputHint = 1024;

    private readonly ChunkSource _source = new();
    private readonly BlockTrail _trail = new();
    private DeflateStream? _stream;
    private long _produced;
    private bool _open;   // compressed bytes of this message were read after its last final block

    private enum Ending
    {
        InputUsed,
        FinalBlock,
        TooBig,
        Corrupt,
    }

    private static ReadOnlySpan<byte> StrippedTail => [0x00, 0x00, 0xFF, 0xFF];

    /// <summary>Appends what <paramref name="input"/> decompresses to.</summary>
    /// <param name="input">A fragment's payload, or a part of it.</param>
    /// <param name="endOfMessage">Whether the message's compressed bytes end here.</param>
    /// <param name="output">Gets at most <paramref name="limit"/> bytes per message.</param>
    /// <param name="limit">What the message may inflate to in total, in bytes.</param>
    public Violation? Inflate(ReadOnlySpan<byte> input, bool endOfMessage, IBufferWriter<byte> output, long limit)
    {
        while (!input.IsEmpty)
        {
            _open = true;
            Ending ending = Decode(input, output, limit);
            if (ending >= Ending.TooBig) return Reaction(ending);
            input = ending == Ending.FinalBlock ? AfterFinalBlock(input) : Used(input, endOfMessage);
        }

        return endOfMessage ? EndMessage(output, limit) : null;
    }

    public void Dispose()
    {
        Forget();
        _trail.Clear();
    }

    private static Violation? Reaction(Ending ending) => ending switch
    {
        Ending.TooBig => Violation.InflatedTooBig,
        Ending.Corrupt => Violation.DeflateCorrupt,
        _ => null,
    };

    // §7.2.1 allows final blocks. Each ends one DEFLATE stream at a byte boundary, and what follows begins another.
    private ReadOnlySpan<byte> AfterFinalBlock(ReadOnlySpan<byte> input)
    {
        int end = _trail.EndOfFinalBlock(input);
        _trail.Clear();
        Forget();
        _open = false;
        return input[end..];
    }

    private ReadOnlySpan<byte> Used(ReadOnlySpan<byte> input, bool endOfMessage)
    {
        if (!endOfMessage) _trail.Append(input);
        return default;
    }

    private Violation? EndMessage(IBufferWriter<byte> output, long limit)
    {
        Ending ending = _open ? Decode(StrippedTail, output, limit) : Ending.InputUsed;
        if (ending == Ending.FinalBlock || noContextTakeover) Forget();
        _trail.Clear();
        _open = false;
        _produced = 0;
        return Reaction(ending);
    }

    private Ending Decode(ReadOnlySpan<byte> input, IBufferWriter<byte> output, long limit)
    {
        _stream ??= new DeflateStream(_source, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            Ending ending = Ending.InputUsed;
            while (!input.IsEmpty && ending == Ending.InputUsed)
            {
                input = _source.Load(input);
                ending = Drain(_stream, output, limit);
            }

            return ending;
        }
        catch (InvalidDataException)
        {
            return Ending.Corrupt;
        }
        finally
        {
            _source.Unload();
        }
    }

    private Ending Drain(DeflateStream stream, IBufferWriter<byte> output, long limit)
    {
        Span<byte> probe = stackalloc byte[1];   // one byte beyond the limit tells whether there is more
        while (true)
        {
            long room = limit - _produced;
            Span<byte> target = room > 0 ? output.GetSpan((int)Math.Min(room, OutputHint)) : probe;
            int count = Read(stream, room > 0 && target.Length > room ? target[..(int)room] : target);
            if (count == 0) return _source.IsStarved ? Ending.InputUsed : Ending.FinalBlock;
            if (room <= 0) return Ending.TooBig;
            output.Advance(count);
            _produced += count;
        }
    }

    private int Read(DeflateStream stream, Span<byte> target)
    {
        try
        {
            return stream.Read(target);
        }
        catch (InvalidDataException) when (_source.IsStarved)
        {
            return 0;   // System.IO.Compression.UseStrictValidation takes a pause for the end; the decoder itself is unharmed
        }
    }

    private void Forget()
    {
        _stream?.Dispose();
        _stream = null;
    }

    /// <summary>Hands out one chunk, and then nothing until the next is loaded; the decompressor takes that for a pause, not for the end.</summary>
    private sealed class ChunkSource : OneWayStream
    {
        private const int ChunkSize = 8192;   // what the decompressor asks for at a time

        private byte[]? _chunk;
        private int _start;
        private int _end;

        /// <summary>Whether more was asked for than was there, since the last chunk was loaded.</summary>
        public bool IsStarved { get; private set; }

        /// <summary>Takes a chunk from the start of the input and returns the rest.</summary>
        public ReadOnlySpan<byte> Load(ReadOnlySpan<byte> input)
        {
            _chunk ??= ArrayPool<byte>.Shared.Rent(Math.Min(ChunkSize, input.Length));
            int count = Math.Min(_chunk.Length, input.Length);
            input[..count].CopyTo(_chunk);
            (_start, _end, IsStarved) = (0, count, false);
            return input[count..];
        }

        public void Unload()
        {
            if (_chunk is not null) ArrayPool<byte>.Shared.Return(_chunk);
            (_chunk, _start, _end) = (null, 0, 0);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(buffer.Length, _end - _start);
            IsStarved |= count == 0;
            _chunk.AsSpan(_start, count).CopyTo(buffer);
            _start += count;
            return count;
        }
    }
}

/// <summary>What <see cref="DeflateStream"/> asks of a stream over memory, and no more.</summary>
internal abstract class OneWayStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
