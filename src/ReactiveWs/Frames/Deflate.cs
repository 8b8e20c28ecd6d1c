using System.Buffers;
using System.IO.Compression;

namespace ReactiveWs.Frames;

/// <summary>Passes on what is written to it, except the last four bytes: the mark of a sync flush, which RFC 7692 §7.2.1 strips.</summary>
internal sealed class DeflateSink : DeflateEnd
{
    readonly byte[] _held = new byte[4];
    int _heldCount;
    bool _paused;
    IBufferWriter<byte>? _output;

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
        var surplus = Math.Max(0, _heldCount + buffer.Length - _held.Length);
        var fromHeld = Math.Min(surplus, _heldCount);
        Pass(_held.AsSpan(0, fromHeld));
        Pass(buffer[..(surplus - fromHeld)]);
        Hold(fromHeld, buffer[(surplus - fromHeld)..]);
    }

    void Pass(ReadOnlySpan<byte> bytes) => _output!.Write(bytes);

    void Hold(int passed, ReadOnlySpan<byte> bytes)
    {
        _held.AsSpan(passed, _heldCount - passed).CopyTo(_held);
        _heldCount -= passed;
        bytes.CopyTo(_held.AsSpan(_heldCount));
        _heldCount += bytes.Length;
    }
}

/// <summary>Hands out one chunk, and then nothing until the next is loaded; the decompressor takes that for a pause, not for the end.</summary>
internal sealed class DeflateSource : DeflateEnd
{
    const int ChunkSize = 8192;   // what the decompressor asks for at a time

    byte[]? _chunk;
    int _start;
    int _end;

    /// <summary>Whether more was asked for than was there, since the last chunk was loaded.</summary>
    public bool IsStarved { get; private set; }

    /// <summary>Takes a chunk from the start of the input and returns the rest.</summary>
    public ReadOnlySpan<byte> Load(ReadOnlySpan<byte> input)
    {
        _chunk ??= ArrayPool<byte>.Shared.Rent(Math.Min(ChunkSize, input.Length));
        var count = Math.Min(_chunk.Length, input.Length);
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
        var count = Math.Min(buffer.Length, _end - _start);
        IsStarved |= count == 0;
        _chunk.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }
}

/// <summary>An end of the platform's <see cref="DeflateStream"/>, in memory: what that asks of a stream, and no more.</summary>
internal abstract class DeflateEnd : Stream
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
