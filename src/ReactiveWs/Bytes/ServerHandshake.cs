namespace ReactiveWs.Bytes;

/// <summary>What a server's side of the handshake read.</summary>
/// <param name="Request">The request; null when it is refused, or the client ended the link before it was complete.</param>
/// <param name="Refusal">Why it is refused; null when it is not.</param>
/// <param name="Leftover">What the client sent after its request already.</param>
internal readonly record struct HandshakeRead(UpgradeRequest? Request, Refusal? Refusal, ReadOnlyMemory<byte> Leftover);

/// <summary>Reads the request of a client that has just connected.</summary>
internal static class ServerHandshake
{
    /// <summary>Reads until the request is complete or refused, or the client ends the link. The caller limits the time, by aborting the link.</summary>
    /// <param name="link">Where from.</param>
    /// <param name="buffer">Where to, at first; a request that does not fit gets a larger one. The leftover may be part of it.</param>
    /// <param name="maxHeaderSize">The most bytes of request line and headers.</param>
    /// <param name="maxHeaderCount">The most headers.</param>
    /// <exception cref="IOException">The link was lost.</exception>
    public static async ValueTask<HandshakeRead> ReadAsync(ByteLink link, byte[] buffer, int maxHeaderSize, int maxHeaderCount)
    {
        for (var filled = 0; ;)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Max(filled * 2, FirstSize));
            }
            var count = await link.ReadAsync(buffer.AsMemory(filled)).ConfigureAwait(false);
            if (count == 0)
            {
                return default;
            }
            filled += count;
            var (request, refusal) = UpgradeRequest.Read(buffer.AsSpan(0, filled), maxHeaderSize, maxHeaderCount);
            if (request is not null || refusal is not null)
            {
                return new(request, refusal, buffer.AsMemory((request?.HeadLength ?? filled)..filled));
            }
        }
    }

    const int FirstSize = 1024;
}
