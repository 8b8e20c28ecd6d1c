using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ReactiveWs.Bytes;
using ReactiveWs.Frames;

namespace ReactiveWs.Serving;

/// <summary>
/// Receives one client: reads its request, and lets it in or answers why not. A refusal always has an HTTP status and a sentence,
/// and is told to the server too.
/// </summary>
internal sealed class Reception(WebSocketServerConfig config, Admission admission, Func<IReadOnlyList<string>> protocols, bool isTls, Action<ReactiveWsException> onRefused)
{
    /// <summary>Receives; null when the client was refused or gave up. On success the caller gives the place back with <see cref="Admission.Leave"/>.</summary>
    public async Task<(Admitted Client, ReadOnlyMemory<byte> Leftover)?> ReceiveAsync(ByteLink link, IPEndPoint? remote, SslStream? tls, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(config.MaxHeaderSize);
        try
        {
            var read = await ServerHandshake.ReadAsync(link, buffer, config.MaxHeaderSize, config.MaxHeaderCount).ConfigureAwait(false);
            return await DecideAsync(read, link, remote, tls, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    async Task<(Admitted, ReadOnlyMemory<byte>)?> DecideAsync(
        HandshakeRead read, ByteLink link, IPEndPoint? remote, SslStream? tls, CancellationToken cancellationToken)
    {
        if (read.Refusal is { } refusal) return await RefuseAsync(link, remote, refusal).ConfigureAwait(false);
        if (read.Request is not { } request) return null;
        if (OriginCheck.Check(request, config, isTls).Refusal is { } foreign) return await RefuseAsync(link, remote, foreign).ConfigureAwait(false);
        if (admission.TryEnter(remote?.Address) is { } full) return await RefuseAsync(link, remote, full).ConfigureAwait(false);
        try
        {
            var client = await AuthorizeAsync(link, remote, tls, request, cancellationToken).ConfigureAwait(false);
            if (client is null) admission.Leave(remote?.Address);
            return client is null ? null : (client, read.Leftover.ToArray());
        }
        catch
        {
            admission.Leave(remote?.Address);
            throw;
        }
    }

    async Task<Admitted?> AuthorizeAsync(ByteLink link, IPEndPoint? remote, SslStream? tls, UpgradeRequest request, CancellationToken cancellationToken)
    {
        var certificate = tls?.RemoteCertificate as X509Certificate2;
        var authorization = Authorization.Accepted;
        if (config.Authorize is { } authorize)
        {
            var asked = new HandshakeRequest(request.Path, request.Query, request.Headers, remote, certificate);
            try
            {
                authorization = await authorize(asked, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                return await FailAsync(link, remote, e).ConfigureAwait(false);
            }
            if (!authorization.IsAccepted)
            {
                await RefuseAsync(link, remote, new Refusal(authorization.Status, authorization.Message)).ConfigureAwait(false);
                return null;
            }
        }
        return await AcceptAsync(link, remote, request, authorization, certificate).ConfigureAwait(false);
    }

    async Task<Admitted> AcceptAsync(ByteLink link, IPEndPoint? remote, UpgradeRequest request, Authorization authorization, X509Certificate2? certificate)
    {
        var protocol = SubprotocolChoice.Select(protocols(), request.Protocols);
        var deflate = config.Compression is { } wanted ? DeflateOffer.Accept(request.Extensions, wanted) : null;
        var response = new ArrayBufferWriter<byte>(256);
        UpgradeResponse.Write101(response, UpgradeKey.Accept(request.Key), protocol, deflate?.ResponseHeader);
        await SendAsync(link, response).ConfigureAwait(false);
        return new Admitted(link, request, remote, protocol, deflate?.Parameters, authorization.User, certificate);
    }

    async Task<Admitted?> FailAsync(ByteLink link, IPEndPoint? remote, Exception exception)
    {
        onRefused(new ReactiveWsException(WebSocketErrorCode.SubscriberFailed,
            $"The Authorize hook threw {exception.GetType().Name} for {Client(remote)}, which got 500: {exception.Message}", exception) { HttpStatus = 500 });
        await AnswerAsync(link, new Refusal(500, "The server could not decide about this request.")).ConfigureAwait(false);
        return null;
    }

    async Task<(Admitted, ReadOnlyMemory<byte>)?> RefuseAsync(ByteLink link, IPEndPoint? remote, Refusal refusal)
    {
        var code = refusal.Status is 429 or 503 or 431 or 414 ? WebSocketErrorCode.LimitExceeded : WebSocketErrorCode.ConnectionFailed;
        onRefused(new ReactiveWsException(code, $"Refused {Client(remote)} with {refusal.Status}: {refusal.Reason}") { HttpStatus = refusal.Status });
        await AnswerAsync(link, refusal).ConfigureAwait(false);
        return null;
    }

    static string Client(IPEndPoint? remote) => remote?.ToString() ?? "a client in memory";

    static async Task AnswerAsync(ByteLink link, Refusal refusal)
    {
        var response = new ArrayBufferWriter<byte>(256);
        UpgradeResponse.WriteRefusal(response, refusal);
        try
        {
            await SendAsync(link, response).ConfigureAwait(false);
            await link.EndWritingAsync().ConfigureAwait(false);
            if (!link.CanEndWriting) return;   // the client waits for the end, and closing is the only one
            // unread bytes would reset the link, and with it the answer
            var rest = new byte[1024];
            while (await link.ReadAsync(rest).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // the client did not wait for its answer, or did not end the link in time after it
        }
    }

    static ValueTask SendAsync(ByteLink link, ArrayBufferWriter<byte> bytes) => link.WriteAllAsync(bytes.WrittenMemory);
}
