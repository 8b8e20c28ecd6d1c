using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

/// <summary>What both ways to a link must do alike.</summary>
public abstract class ClientHandshakeTests
{
    private protected abstract HandshakePath Path { get; }

    private protected Task<ClientOpening> OpenAsync(Uri uri, WebSocketRequestOptions? options = null, CancellationToken? cancellationToken = null) =>
        ClientHandshake.OpenAsync(uri, options ?? new(), Path, cancellationToken ?? TestContext.Current.CancellationToken);

    private protected async Task<ReactiveWsException> FailAsync(Uri uri, WebSocketRequestOptions? options = null) =>
        await Assert.ThrowsAsync<ReactiveWsException>(() => OpenAsync(uri, options));

    [Fact]
    public async Task A_101_answer_opens_the_link()
    {
        await using var server = LoopbackServer.Answering(head => LoopbackServer.Accepting(head, "X-Server: one\r\nx-server: two\r\n"));

        var opening = await OpenAsync(server.Address("/chat?x=1"));

        Assert.Equal(new OpenInfo(101, "Switching Protocols", null), opening.Info);
        Assert.Equal(["one", "two"], opening.Headers["X-SERVER"]);
        Assert.Null(opening.Compression);
        opening.Link.Abort();
    }

    [Fact]
    public async Task Bytes_go_both_ways_after_the_handshake()
    {
        await using var server = new LoopbackServer(async stream =>
        {
            var head = await LoopbackServer.ReadHeadAsync(stream);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(LoopbackServer.Accepting(head) + "early"));
            var buffer = new byte[100];
            while (await stream.ReadAsync(buffer) is > 0 and var count)
            {
                await stream.WriteAsync(buffer.AsMemory(0, count));
            }
        });
        var opening = await OpenAsync(server.Address());

        await opening.Link.WriteAsync("later"u8.ToArray());

        Assert.Equal("earlylater", Encoding.ASCII.GetString(opening.Leftover.Span) + await ReadTextAsync(opening.Link, 10 - opening.Leftover.Length));
        await opening.Link.CloseAsync();
    }

    static async Task<string> ReadTextAsync(ByteLink link, int length)
    {
        var text = new StringBuilder();
        var buffer = new byte[length];
        while (text.Length < length)
        {
            Assert.Equal(0, link.IdleBufferSize == 0 ? await link.ReadAsync(Memory<byte>.Empty) : 0);
            var count = await link.ReadAsync(buffer);
            Assert.NotEqual(0, count);
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
        return text.ToString();
    }
}

public sealed class DirectHandshakeTests : ClientHandshakeTests
{
    private protected override HandshakePath Path => HandshakePath.Direct;
}

public sealed class HandlerHandshakeTests : ClientHandshakeTests
{
    private protected override HandshakePath Path => HandshakePath.Handler;
}
