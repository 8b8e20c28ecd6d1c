using System.Globalization;
using System.Text;

namespace ReactiveWs.Bytes;

/// <summary>The start of the body of a refusal, as text: it often says more than the status.</summary>
/// <param name="headers">The refusal's headers: they say where the body ends (RFC 9112 §6.3).</param>
internal sealed class RefusalBody(HeaderList headers)
{
    public const int MaxSize = 4 * 1024;

    // A server that has refused may never send what it announced, and the refusal matters more.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly byte[] _bytes = new byte[MaxSize * 2];       // chunk sizes come on top
    int _filled;

    /// <summary>Reads the body, at most <see cref="MaxSize"/> bytes of it, and aborts the link. Null when there is none.</summary>
    public async ValueTask<string?> ReadAsync(ByteLink link, ReadOnlyMemory<byte> start, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        await using var _ = patience.Token.UnsafeRegister(static link => ((ByteLink)link!).Abort(), link).ConfigureAwait(false);
        try
        {
            Add(start);
            while (!IsComplete() && await FillAsync(link).ConfigureAwait(false)) { }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // What has come so far has to do.
        }
        return Text(Body().Span);
    }

    /// <summary>The first bytes of a body as text; null when there are none.</summary>
    public static string? Text(ReadOnlySpan<byte> body) => body.IsEmpty ? null : Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxSize)]);

    bool IsChunked => headers.HasToken("Transfer-Encoding"u8, "chunked"u8);

    long? Length => long.TryParse(headers.Only("Content-Length"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    void Add(ReadOnlyMemory<byte> bytes)
    {
        var count = Math.Min(bytes.Length, _bytes.Length - _filled);
        bytes.Span[..count].CopyTo(_bytes.AsSpan(_filled));
        _filled += count;
    }

    async ValueTask<bool> FillAsync(ByteLink link)
    {
        var count = await link.ReadAsync(_bytes.AsMemory(_filled)).ConfigureAwait(false);
        _filled += count;
        return count > 0;
    }

    bool IsComplete()
    {
        if (_filled == _bytes.Length)
        {
            return true;
        }
        return IsChunked ? Chunks.Join(_bytes.AsSpan(0, _filled)).IsComplete : _filled >= Math.Min(Length ?? MaxSize, MaxSize);
    }

    ReadOnlyMemory<byte> Body()
    {
        var raw = _bytes.AsMemory(0, _filled);
        return IsChunked ? Chunks.Join(raw.Span).Body : raw[..(int)Math.Min(Length ?? MaxSize, _filled)];
    }
}
