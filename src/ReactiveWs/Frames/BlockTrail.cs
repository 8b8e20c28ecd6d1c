using System.Buffers;

namespace ReactiveWs.Frames;

/// <summary>Finds where a final DEFLATE block ends within a message's compressed bytes, which the platform's decompressor does not tell.</summary>
/// <remarks>
/// Most messages come in one piece and have no final block, and then it does nothing. Of a message in several pieces it keeps the bytes since a block
/// boundary. The boundary moves on when they double, so it holds at most twice the longest block (and <see cref="FirstTrim"/> bytes).
/// </remarks>
internal sealed class BlockTrail
{
    const int FirstTrim = 64 * 1024;

    byte[] _kept = [];
    int _count;
    int _firstBit;   // of the first kept byte: where its block begins
    int _nextTrim = FirstTrim;

    /// <summary>Bytes kept at the moment.</summary>
    public int Kept => _count;

    /// <summary>Remembers a piece that contained no end of a final block.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        Reserve(piece.Length);
        piece.CopyTo(_kept.AsSpan(_count));
        _count += piece.Length;
        if (_count >= _nextTrim) Trim();
    }

    /// <summary>The offset in <paramref name="piece"/>, which follows what was appended, of the first byte after the final block that ends in it.</summary>
    public int EndOfFinalBlock(ReadOnlySpan<byte> piece)
    {
        var before = _count;
        if (before > 0)
        {
            Reserve(piece.Length);
            piece.CopyTo(_kept.AsSpan(before));
        }

        ReadOnlySpan<byte> all = before > 0 ? _kept.AsSpan(0, before + piece.Length) : piece;
        var end = Walk(all, _firstBit).ByteEnd - before;
        return Math.Clamp(end, 1, piece.Length);   // it ends in this piece, or it would have been reported before
    }

    /// <summary>Forgets everything; what follows begins a block at a byte boundary.</summary>
    public void Clear()
    {
        if (_kept.Length > 0) ArrayPool<byte>.Shared.Return(_kept);
        (_kept, _count, _firstBit, _nextTrim) = ([], 0, 0, FirstTrim);
    }

    static BlockWalker Walk(ReadOnlySpan<byte> data, int firstBit)
    {
        var walker = new BlockWalker(data, firstBit);
        walker.WalkToFinal();
        return walker;
    }

    void Trim()
    {
        var boundary = Walk(_kept.AsSpan(0, _count), _firstBit).Boundary;
        var passed = (int)(boundary / 8);
        _kept.AsSpan(passed, _count - passed).CopyTo(_kept);
        _count -= passed;
        _firstBit = (int)(boundary % 8);
        _nextTrim = Math.Max(FirstTrim, _count * 2);
    }

    void Reserve(int more)
    {
        if (_count + more <= _kept.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_count + more, _kept.Length * 2));
        _kept.AsSpan(0, _count).CopyTo(larger);
        if (_kept.Length > 0) ArrayPool<byte>.Shared.Return(_kept);
        _kept = larger;
    }
}
