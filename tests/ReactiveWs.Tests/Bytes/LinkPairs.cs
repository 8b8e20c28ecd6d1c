using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

/// <summary>Two connected links of each kind.</summary>
internal static class LinkPairs
{
    public static async Task<(Socket, Socket)> SocketsAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!);
        return (client, await listener.AcceptAsync());
    }

    public static async Task<(ByteLink, ByteLink)> SocketLinksAsync()
    {
        var (one, other) = await SocketsAsync();
        return (new SocketLink(one), new SocketLink(other));
    }

    public static async Task<(ByteLink, ByteLink)> NetworkStreamsAsync()
    {
        var (one, other) = await SocketsAsync();
        return (StreamLink.Over(new NetworkStream(one, ownsSocket: true)), StreamLink.Over(new NetworkStream(other, ownsSocket: true)));
    }

    public static async Task<(ByteLink, ByteLink)> TlsAsync()
    {
        var (one, other, _) = await TlsWithSocketAsync();
        return (one, other);
    }

    /// <summary>With the first one's socket, to write to it what is not TLS.</summary>
    public static async Task<(ByteLink, ByteLink, Socket)> TlsWithSocketAsync()
    {
        var (one, other) = await SocketsAsync();
        var client = new SslStream(new NetworkStream(one, ownsSocket: true), false);
        var server = new SslStream(new NetworkStream(other, ownsSocket: true), false);
        using var trusting = ClientTls.Load(new() { SkipServerCertVerification = true });
        await Task.WhenAll(client.AuthenticateAsClientAsync(trusting.Options), server.AuthenticateAsServerAsync(s_certificate.Value));
        return (new StreamLink(client, waitsOnEmptyReads: true, one), new StreamLink(server, waitsOnEmptyReads: true, other), one);
    }

    public static Task<(ByteLink, ByteLink)> MemoryAsync()
    {
        var (one, other) = MemoryLink.Pair();
        return Task.FromResult<(ByteLink, ByteLink)>((StreamLink.Over(one), StreamLink.Over(other)));
    }

    /// <summary>Over streams that buffer what is written until it is flushed, and complete empty reads at once, as users' streams may.</summary>
    public static Task<(ByteLink, ByteLink)> UserStreamsAsync()
    {
        var (one, other) = MemoryLink.Pair();
        return Task.FromResult<(ByteLink, ByteLink)>((StreamLink.Over(new UserStream(one)), StreamLink.Over(new UserStream(other))));
    }

    /// <summary>The first is a client's through the platform's HTTP handler.</summary>
    public static async Task<(ByteLink, ByteLink)> UpgradedAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var opening = ClientHandshake.OpenAsync(new Uri($"ws://{listener.LocalEndpoint}/"), new(), HandshakePath.Handler, default);
        var server = new SocketLink(await listener.AcceptSocketAsync());
        var request = (await ServerHandshake.ReadAsync(server, [], 4096, 100)).Request!;
        var answer = new ArrayBufferWriter<byte>();
        UpgradeResponse.Write101(answer, UpgradeKey.Accept(request.Key));
        await server.WriteAsync(answer.WrittenMemory);
        return ((await opening).Link, server);
    }

    static readonly Lazy<X509Certificate2> s_certificate = new(() =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    });
}

file sealed class UserStream(Stream inner) : Stream
{
    readonly MemoryStream _unflushed = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => _unflushed.Write(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? new(0) : inner.ReadAsync(buffer, cancellationToken);

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        var bytes = _unflushed.ToArray();
        _unflushed.SetLength(0);
        await inner.WriteAsync(bytes, cancellationToken);
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
