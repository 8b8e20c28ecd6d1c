using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace ReactiveWs.Bytes;

/// <summary>A client's handshake over a socket of its own, or over a link that the options open.</summary>
internal sealed class DirectHandshake(ServerAddress address, ClientOffer offer, WebSocketRequestOptions options, ClientTls tls)
{
    const int UsualHeadSize = 512;
    const int MaxHeadSize = 64 * 1024;
    const int MaxHeaders = 200;

    /// <summary>Connects and does the handshake.</summary>
    public async Task<ClientOpening> OpenAsync(CancellationToken cancellationToken)
    {
        var link = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ClientOpening opening;
            await using (cancellationToken.UnsafeRegister(static link => ((ByteLink)link!).Abort(), link).ConfigureAwait(false))
            {
                opening = await NegotiateAsync(link).ConfigureAwait(false);
            }
            cancellationToken.ThrowIfCancellationRequested();          // from here on it cannot abort the link any more
            return opening;
        }
        catch
        {
            link.Abort();
            throw;
        }
    }

    async ValueTask<ByteLink> ConnectAsync(CancellationToken cancellationToken)
    {
        if (options.OpenLink is { } open)
        {
            tls.Dispose();
            return StreamLink.Over(await open(address.Uri, cancellationToken).ConfigureAwait(false));
        }
        var socket = await ClientSocket.ConnectAsync(new DnsEndPoint(address.Host, address.Port), cancellationToken).ConfigureAwait(false);
        if (address.IsSecure)
        {
            return await SecureAsync(socket, cancellationToken).ConfigureAwait(false);
        }
        tls.Dispose();
        return new SocketLink(socket);
    }

    async ValueTask<ByteLink> SecureAsync(Socket socket, CancellationToken cancellationToken)
    {
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false);
        try
        {
            tls.Options.TargetHost = address.Host;
            await stream.AuthenticateAsClientAsync(tls.Options, cancellationToken).ConfigureAwait(false);
            return new StreamLink(stream, waitsOnEmptyReads: true, socket, tls);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    async Task<ClientOpening> NegotiateAsync(ByteLink link)
    {
        var request = new ArrayBufferWriter<byte>(1024);
        UpgradeRequest.Write(request, address.Target, offer.Headers);
        await link.WriteAllAsync(request.WrittenMemory).ConfigureAwait(false);
        var (response, leftover) = await ReadAsync(link).ConfigureAwait(false);
        if (response.Status != 101)
        {
            throw OpeningFailure.Refused(address, response, await new RefusalBody(response.Headers).ReadAsync(link, leftover, options.TimeProvider).ConfigureAwait(false));
        }
        return OpeningCheck.Problem(response, offer, out var agreed) is { } problem
            ? throw OpeningFailure.Mismatched(address, problem, response)
            : new(link, new(response.Status, response.Reason, agreed.Protocol), response.Headers, agreed.Compression, leftover.ToArray());
    }

    async Task<(UpgradeResponse Response, ReadOnlyMemory<byte> Leftover)> ReadAsync(ByteLink link)
    {
        var buffer = new byte[UsualHeadSize];
        var (start, end) = (0, 0);
        while (true)
        {
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, end * 2);
            }
            var count = await link.ReadAsync(buffer.AsMemory(end)).ConfigureAwait(false);
            if (count == 0)
            {
                throw end == 0 ? OpeningFailure.Ended(address) : OpeningFailure.Malformed(address, "it ends in the middle of the headers");
            }
            end += count;
            // Interim answers stay in the buffer, so that they count against the limit, too.
            while (Read(buffer.AsSpan(start..end), MaxHeadSize - start) is { } response)
            {
                start += response.HeadLength;
                if (!IsInterim(response))
                {
                    return (response, buffer.AsMemory(start..end));
                }
            }
        }
    }

    UpgradeResponse? Read(ReadOnlySpan<byte> input, int maxSize)
    {
        var (response, malformed) = UpgradeResponse.Read(input, maxSize, MaxHeaders);
        return malformed is null ? response : throw OpeningFailure.Malformed(address, malformed);
    }

    // RFC 9110 §15.2: any number of these may come before the answer.
    static bool IsInterim(UpgradeResponse response) => response.Status is >= 100 and < 200 and not 101;
}
