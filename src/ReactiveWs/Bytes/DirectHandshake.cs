using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace ReactiveWs.Bytes;

/// <summary>A client's handshake over a socket of its own, or over a link that the options open.</summary>
internal sealed class DirectHandshake(ServerAddress address, ClientOffer offer, WebSocketRequestOptions options, ClientTls tls)
{
    const int MaxHeadSize = 64 * 1024;
    const int MaxHeaders = 200;

    /// <summary>Connects and does the handshake.</summary>
    public async Task<ClientOpening> OpenAsync(CancellationToken cancellationToken)
    {
        var link = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxHeadSize);
        try
        {
            return await NegotiateAsync(link, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            link.Abort();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    async Task<ClientOpening> NegotiateAsync(ByteLink link, byte[] buffer, CancellationToken cancellationToken)
    {
        ClientOpening opening;
        await using (cancellationToken.UnsafeRegister(static link => ((ByteLink)link!).Abort(), link).ConfigureAwait(false))
        {
            opening = await NegotiateAsync(link, buffer).ConfigureAwait(false);
        }
        cancellationToken.ThrowIfCancellationRequested();          // from here on it cannot abort the link any more
        return opening;
    }

    async ValueTask<ByteLink> ConnectAsync(CancellationToken cancellationToken)
    {
        if (options.OpenLink is { } open)
        {
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

    async Task<ClientOpening> NegotiateAsync(ByteLink link, byte[] buffer)
    {
        var request = new ArrayBufferWriter<byte>(1024);
        UpgradeRequest.Write(request, address.Target, offer.Headers);
        await link.WriteAsync(request.WrittenMemory).ConfigureAwait(false);
        var (response, leftover) = await ReadAsync(link, buffer).ConfigureAwait(false);
        if (response.Status != 101)
        {
            throw OpeningFailure.Refused(address, response, await new RefusalBody(response.Headers).ReadAsync(link, leftover, options.TimeProvider).ConfigureAwait(false));
        }
        return OpeningCheck.Problem(response, offer, out var agreed) is { } problem
            ? throw OpeningFailure.Mismatched(address, problem, response)
            : new(link, new(response.Status, response.Reason, agreed.Protocol), response.Headers, agreed.Compression, leftover.ToArray());
    }

    async Task<(UpgradeResponse Response, ReadOnlyMemory<byte> Leftover)> ReadAsync(ByteLink link, byte[] buffer)
    {
        var (start, end) = (0, 0);
        while (true)
        {
            var count = end == buffer.Length ? 0 : await link.ReadAsync(buffer.AsMemory(end)).ConfigureAwait(false);
            if (count == 0)
            {
                throw end == 0 ? OpeningFailure.Ended(address) : OpeningFailure.Malformed(address, "it ends in the middle of the headers");
            }
            end += count;
            while (Read(buffer.AsSpan(start..end)) is { } response)
            {
                start += response.HeadLength;
                if (!IsInterim(response))
                {
                    return (response, buffer.AsMemory(start..end));
                }
            }
        }
    }

    UpgradeResponse? Read(ReadOnlySpan<byte> input)
    {
        var (response, malformed) = UpgradeResponse.Read(input, MaxHeadSize, MaxHeaders);
        return malformed is null ? response : throw OpeningFailure.Malformed(address, malformed);
    }

    // RFC 9110 §15.2: any number of these may come before the answer.
    static bool IsInterim(UpgradeResponse response) => response.Status is >= 100 and < 200 and not 101;
}
