using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ReactiveWs.EndToEnd.Tests.Harness;
using static ReactiveWs.EndToEnd.Tests.BadInput.BadInputCase;
using static ReactiveWs.EndToEnd.Tests.BadInput.BadInputServers;

namespace ReactiveWs.EndToEnd.Tests.BadInput;

/// <summary>What a port that speaks TLS gets instead, and what comes over good TLS.</summary>
internal static class BadTls
{
    public static IEnumerable<BadInputCase> All =>
    [
        Raw("a plain request on a TLS port", Encoding.Latin1.GetBytes(Good)),
        Raw("noise on a TLS port", [.. Enumerable.Range(0, 256).Select(i => (byte)(i * 167 + 13))]),
        Raw("zeros on a TLS port", new byte[64]),
        Raw("frames on a TLS port", Frame(0x81, "hi"u8)),
        Raw("a TLS alert first", [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]),
        Raw("TLS data first", [0x17, 0x03, 0x03, 0x00, 0x02, 0x00, 0x00]),
        Raw("a TLS record that is too long", [0x16, 0x03, 0x03, 0xFF, 0xFF, .. new byte[70_000]]),
        Raw("a hello of SSL 3.0", Hello(0x0300, 0x002F)),
        Raw("a hello of TLS 1.0", Hello(0x0301, 0x002F)),
        Raw("a hello of TLS 1.1", Hello(0x0302, 0x002F)),
        Raw("a hello without a cipher that is fit for use", Hello(0x0303, 0x0001)),
        Raw("a hello that is cut", Hello(0x0303, 0xC02B)[..^6], ends: true),
        Client("a client that wants HTTP/2", servers => servers.Tls, options => options.ApplicationProtocols = [SslApplicationProtocol.Http2]),
        Client("a client without the certificate that is wanted", servers => servers.Mutual, _ => { }),
        Client("a client with a stranger's certificate", servers => servers.Mutual, options => Present(options, TestCertificates.Run.StrangersClient)),
        Client("a client with a server's certificate", servers => servers.Mutual, options => Present(options, TestCertificates.Run.Server)),
        new("a bad request over TLS", "400", servers => servers.RequestAsync(servers.Tls, "GET / HTTP/1.1\r\n\r\n"u8.ToArray())),
        new("a foreign origin over TLS", "403", servers => servers.RequestAsync(servers.Tls, Encoding.Latin1.GetBytes(Good.Replace("Host", "Origin: http://localhost\r\nHost", StringComparison.Ordinal)))),
        new("a broken rule over TLS", "1002", servers => servers.WireAsync(servers.Tls, Frame(0x83), "")),
        new("a broken text over TLS", "1007", servers => servers.WireAsync(servers.Tls, Frame(0x81, 0xFF), "")),
        new("a bomb over TLS", "1009", servers => servers.WireAsync(servers.Tls, Frame(0x82, new byte[4097]), "")),
        new("noise within good TLS", "1006", NoiseWithinAsync),
    ];

    static BadInputCase Raw(string name, byte[] bytes, bool ends = false) => new(name, RefusedByTls, async servers =>
    {
        var told = servers.Tls.Server.Errors.NextAsync();
        await using var stream = await ConnectAsync(servers.Tls);
        var answer = await AnswerAsync(stream, bytes, ends);
        Assert.DoesNotContain("HTTP", answer, StringComparison.Ordinal);
        return (await told).HttpStatus is null ? RefusedByTls : answer;
    });

    static BadInputCase Client(string name, Func<BadInputServers, OurServer> server, Action<SslClientAuthenticationOptions> change) => new(name, RefusedByTls, async servers =>
    {
        var told = server(servers).Server.Errors.NextAsync();
        await using var tls = new SslStream(await ConnectAsync(server(servers)));
        var options = Options();
        change(options);
        var answer = await AskAsync(tls, options);
        await told;
        return answer.Length == 0 ? RefusedByTls : answer;
    });

    static SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = "localhost",
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
    };

    static void Present(SslClientAuthenticationOptions options, TestCertificates.Pair pair)
    {
        var certificate = pair.Load();
        options.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
    }

    /// <summary>With TLS 1.3 a client learns only from its first read that its certificate was refused.</summary>
    static async Task<string> AskAsync(SslStream tls, SslClientAuthenticationOptions options)
    {
        try
        {
            await tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
            await tls.WriteAsync(Encoding.Latin1.GetBytes(Good), TestContext.Current.CancellationToken);
            return await HeadAsync(tls);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return "";
        }
    }

    static async Task<string> NoiseWithinAsync(BadInputServers servers)
    {
        var closed = servers.Tls.Server.Closes.NextAsync();
        await using var stream = await ConnectAsync(servers.Tls);
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsClientAsync(Options(), TestContext.Current.CancellationToken);
        await UpgradeAsync(tls, "");
        await stream.WriteAsync(new byte[] { 0x17, 0x03, 0x03, 0x00, 0x20 }.Concat(new byte[0x20]).ToArray(), TestContext.Current.CancellationToken);
        return $"{(await closed).Code}";
    }

    static async Task<string> AnswerAsync(NetworkStream stream, byte[] bytes, bool ends)
    {
        using var guard = Guard.Token(TestContext.Current.CancellationToken);
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes, guard.Token);
            if (ends) stream.Socket.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer, guard.Token);
        }
        catch (IOException)
        {
            // reset: what was sent was not read to its end
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    /// <summary>RFC 5246 §7.4.1.2: a version, zeros for random bytes, one cipher suite, no extensions.</summary>
    static byte[] Hello(int version, int cipher) =>
    [
        0x16, 0x03, 0x01, 0x00, 0x2D, 0x01, 0x00, 0x00, 0x29, (byte)(version >> 8), (byte)version, .. new byte[32], 0x00,
        0x00, 0x02, (byte)(cipher >> 8), (byte)cipher, 0x01, 0x00,
    ];
}
