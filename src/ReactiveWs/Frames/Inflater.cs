using System.Buffers;
using System.IO.Compression;

namespace ReactiveWs.Frames;

/// <summary>Decompresses messages (RFC 7692 §7.2.2), fragment by fragment. Not safe for concurrent use.</summary>
/// <remarks>It keeps the whole window, so it reads what any smaller one produced. After a violation, dispose it.</remarks>
/// <param name="noContextTakeover">The peer promised that no message refers to an earlier one: between messages nothing is held.</param>
internal sealed class Inflater(bool noContextTakeover) : IDisposable
{
    const int OutputHint = 1024;

    readonly DeflateSource _source = new();
    readonly BlockTrail _trail = new();
    DeflateStream? _stream;
    bool _disposed;
    long _produced;
    bool _open;   // compressed bytes of this message were read after its last final block

    enum Ending
    {
        InputUsed,
        FinalBlock,
        TooBig,
        Corrupt,
    }

    static ReadOnlySpan<byte> StrippedTail => [0x00, 0x00, 0xFF, 0xFF];

    /// <summary>Appends what <paramref name="input"/> decompresses to.</summary>
    /// <param name="input">A fragment's payload, or a part of it.</param>
    /// <param name="endOfMessage">Whether the message's compressed bytes end here.</param>
    /// <param name="output">Gets at most <paramref name="limit"/> bytes per message.</param>
    /// <param name="limit">What the message may inflate to in total, in bytes.</param>
    public Violation? Inflate(ReadOnlySpan<byte> input, bool endOfMessage, IBufferWriter<byte> output, long limit)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (!input.IsEmpty)
        {
            _open = true;
            Ending ending = Decode(input, output, limit);
            if (ending >= Ending.TooBig) return Reaction(ending);
            input = ending == Ending.FinalBlock ? AfterFinalBlock(input) : Used(input, endOfMessage);
        }

        return endOfMessage ? EndMessage(output) : null;
    }

    public void Dispose()
    {
        _disposed = true;
        Forget();
        _trail.Clear();
    }

    static Violation? Reaction(Ending ending) => ending switch
    {
        Ending.TooBig => Violation.InflatedTooBig,
        Ending.Corrupt => Violation.DeflateCorrupt,
        _ => null,
    };

    // §7.2.1 allows final blocks. Each ends one DEFLATE stream at a byte boundary, and what follows begins another.
    ReadOnlySpan<byte> AfterFinalBlock(ReadOnlySpan<byte> input)
    {
        var end = _trail.EndOfFinalBlock(input);
        _trail.Clear();
        Forget();
        _open = false;
        return input[end..];
    }

    ReadOnlySpan<byte> Used(ReadOnlySpan<byte> input, bool endOfMessage)
    {
        if (!endOfMessage) _trail.Append(input);
        return default;
    }

    Violation? EndMessage(IBufferWriter<byte> output)
    {
        Ending ending = _open ? DecodeTail(output) : Ending.InputUsed;
        if (ending == Ending.FinalBlock || noContextTakeover) Forget();
        _trail.Clear();
        _open = false;
        _produced = 0;
        return Reaction(ending);
    }

    // The mark of a flush is an empty block. If anything comes out of it, it was taken for data: the message ended within a block.
    Ending DecodeTail(IBufferWriter<byte> output)
    {
        Ending ending = Decode(StrippedTail, output, limit: _produced);
        return ending == Ending.TooBig ? Ending.Corrupt : ending;
    }

    Ending Decode(ReadOnlySpan<byte> input, IBufferWriter<byte> output, long limit)
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

    Ending Drain(DeflateStream stream, IBufferWriter<byte> output, long limit)
    {
        Span<byte> probe = stackalloc byte[1];   // one byte beyond the limit tells whether there is more
        while (true)
        {
            var room = limit - _produced;
            Span<byte> target = room > 0 ? output.GetSpan((int)Math.Min(room, OutputHint)) : probe;
            var count = Read(stream, room > 0 && target.Length > room ? target[..(int)room] : target);
            if (count == 0) return _source.IsStarved ? Ending.InputUsed : Ending.FinalBlock;
            if (room <= 0) return Ending.TooBig;
            output.Advance(count);
            _produced += count;
        }
    }

    int Read(DeflateStream stream, Span<byte> target)
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

    void Forget()
    {
        _stream?.Dispose();
        _stream = null;
    }
}
