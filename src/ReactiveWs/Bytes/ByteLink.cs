namespace ReactiveWs.Bytes;

/// <summary>
/// Carries bytes both ways. One reader and one writer at a time, each from any thread; <see cref="Abort"/> at any time, which makes both fail.
/// </summary>
internal abstract class ByteLink
{
    /// <summary>Of a buffer to wait with: most messages fit.</summary>
    public const int SmallSize = 512;

    /// <summary>
    /// How large a buffer to hold while waiting for bytes. Zero: wait with an empty one, then read into a rented one;
    /// that suits links that hold a buffer of their own meanwhile otherwise.
    /// </summary>
    public abstract int IdleBufferSize { get; }

    /// <summary>Reads at least one byte; 0 is the end. An empty buffer waits until there are bytes, or the end, and returns 0.</summary>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer);

    /// <summary>Reads what is there without waiting: −1 when nothing is, 0 at the end.</summary>
    public virtual int TryRead(Span<byte> buffer) => -1;

    /// <summary>Writes what can be written without waiting, and says how much that was; 0 when the link must be waited for.</summary>
    public virtual int TryWrite(ReadOnlySpan<byte> bytes) => 0;

    /// <summary>
    /// How many bytes to give to one <see cref="WriteAsync"/>, at most: how far it got when it fails is not known, so what it was given may have arrived.
    /// </summary>
    public virtual int LargestWrite => 64 * 1024;

    /// <summary>
    /// How far the system below has got with what was written; nothing where it does not tell. A socket can hold megabytes, and has room for more only when
    /// a good part of them has gone: a slow peer makes progress long before.
    /// </summary>
    public virtual Acknowledgement Acknowledgement => new(0, IsComplete: true);

    /// <summary>Writes all.</summary>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Writes all, without waiting as far as that goes: a link may keep for good what it needs to wait for a write.</summary>
    public ValueTask WriteAllAsync(ReadOnlyMemory<byte> bytes)
    {
        var count = TryWrite(bytes.Span);
        return count == bytes.Length ? default : WriteAsync(bytes[count..]);
    }

    /// <summary>Says that no more bytes will be written; reading goes on. Does nothing where the link cannot say so.</summary>
    public abstract ValueTask EndWritingAsync();

    /// <summary>Whether the peer learns of <see cref="EndWritingAsync"/>. If not, the side that ends first (§7.1.1) has to close.</summary>
    public virtual bool CanEndWriting => true;

    /// <summary>Cuts the link at once, without a goodbye, and frees what it holds. Idempotent.</summary>
    public abstract void Abort();

    /// <summary>Closes the link in good order and frees what it holds. Idempotent.</summary>
    public virtual ValueTask CloseAsync()
    {
        Abort();
        return default;
    }
}
