using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class ServerHandshakeTests
{
    const string Request =
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    readonly Stream _client;
    readonly ByteLink _link;

    public ServerHandshakeTests()
    {
        (_client, var server) = MemoryLink.Pair();
        _link = StreamLink.Over(server);
    }

    [Fact]
    public async Task A_request_that_comes_byte_by_byte_is_read()
    {
        var reading = ServerHandshake.ReadAsync(_link, new byte[1024], 1024, 100).AsTask();
        foreach (var value in Encoding.ASCII.GetBytes(Request))
        {
            await SendAsync([value]);
        }

        var read = await reading.Soon();

        Assert.Equal("/", read.Request?.Target);
        Assert.True(read.Leftover.IsEmpty);
    }

    [Fact]
    public async Task What_follows_the_request_is_left_over()
    {
        await SendAsync([.. Encoding.ASCII.GetBytes(Request), 0x81, 0x80, 1, 2, 3, 4]);

        var read = await ServerHandshake.ReadAsync(_link, new byte[1024], 1024, 100).Soon();

        Assert.Equal([0x81, 0x80, 1, 2, 3, 4], read.Leftover.ToArray());
    }

    [Fact]
    public async Task A_buffer_that_is_too_small_grows_up_to_the_limit()
    {
        await SendAsync(Encoding.ASCII.GetBytes(Request));

        Assert.NotNull((await ServerHandshake.ReadAsync(_link, [], 1024, 100).Soon()).Request);

        await SendAsync(Encoding.ASCII.GetBytes(Request));

        Assert.Equal(431, (await ServerHandshake.ReadAsync(_link, new byte[10], 100, 100).Soon()).Refusal?.Status);
    }

    [Fact]
    public async Task A_refusal_does_not_wait_for_the_end()
    {
        await SendAsync("GET / HTTP/1.1\r\nBad Header: x\r\n"u8.ToArray());

        var read = await ServerHandshake.ReadAsync(_link, new byte[1024], 1024, 100).Soon();

        Assert.Equal(400, read.Refusal?.Status);
    }

    [Fact]
    public async Task A_client_that_leaves_before_the_end_gives_neither_request_nor_refusal()
    {
        await SendAsync("GET / HT"u8.ToArray());
        await _client.DisposeAsync();

        Assert.Equal(default, await ServerHandshake.ReadAsync(_link, new byte[1024], 1024, 100).Soon());
    }

    [Fact]
    public async Task Aborting_the_link_ends_the_wait()
    {
        var reading = ServerHandshake.ReadAsync(_link, new byte[1024], 1024, 100).AsTask();

        _link.Abort();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading.Soon());
    }

    async Task SendAsync(byte[] bytes) => await _client.WriteAsync(bytes, TestContext.Current.CancellationToken);
}
