using System.Net.Sockets;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class StreamLinkOverNetworkStreamTests : HalfClosingLinkTests
{
    private protected override Task<(ByteLink, ByteLink)> PairAsync() => LinkPairs.NetworkStreamsAsync();

    [Fact]
    public void It_waits_with_an_empty_buffer() => Assert.Equal(0, One.IdleBufferSize);
}

public sealed class StreamLinkOverTlsTests : HalfClosingLinkTests
{
    private protected override Task<(ByteLink, ByteLink)> PairAsync() => LinkPairs.TlsAsync();

    [Fact]
    public void It_waits_with_an_empty_buffer() => Assert.Equal(0, One.IdleBufferSize);

    [Fact]
    public async Task It_closes_although_its_session_is_broken()
    {
        var (_, other, socket) = await LinkPairs.TlsWithSocketAsync();
        await socket.SendAsync((byte[])[0x17, 0x03, 0x03, 0x00, 0x20, .. new byte[0x20]]);
        await Assert.ThrowsAsync<IOException>(async () => await other.ReadAsync(new byte[8]));

        await other.CloseAsync();

        Assert.True(socket.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead));
    }
}

public sealed class StreamLinkOverMemoryTests : HalfClosingLinkTests
{
    private protected override Task<(ByteLink, ByteLink)> PairAsync() => LinkPairs.MemoryAsync();

    [Fact]
    public void It_waits_with_an_empty_buffer() => Assert.Equal(0, One.IdleBufferSize);
}

/// <summary>The stream of the HTTP handler behind a 101 answer.</summary>
public sealed class StreamLinkOverUpgradeTests : ByteLinkTests
{
    private protected override Task<(ByteLink, ByteLink)> PairAsync() => LinkPairs.UpgradedAsync();

    [Fact]
    public void It_waits_with_an_empty_buffer() => Assert.Equal(0, One.IdleBufferSize);
}

public sealed class StreamLinkOverUserStreamTests
{
    [Fact]
    public async Task It_waits_with_a_small_buffer_and_flushes()
    {
        var (one, other) = await LinkPairs.UserStreamsAsync();
        var buffer = new byte[one.IdleBufferSize];

        var waiting = one.ReadAsync(buffer).AsTask();
        Assert.False(waiting.IsCompleted);
        await other.WriteAsync("x"u8.ToArray());

        Assert.Equal(512, one.IdleBufferSize);
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task It_cannot_do_anything_without_waiting()
    {
        var (one, other) = await LinkPairs.UserStreamsAsync();
        await other.WriteAsync("x"u8.ToArray());

        Assert.Equal(-1, one.TryRead(new byte[8]));
        Assert.Equal(0, one.TryWrite("x"u8));
    }

    [Fact]
    public async Task Closing_one_end_ends_the_other()
    {
        var (one, other) = await LinkPairs.UserStreamsAsync();

        await one.CloseAsync();

        Assert.Equal(0, await other.ReadAsync(new byte[8]));
    }

    [Fact]
    public async Task What_it_owns_is_disposed_with_it()
    {
        var owned = new MemoryStream();
        var link = new StreamLink(MemoryLink.Pair().Client, waitsOnEmptyReads: true, owned: owned);

        await link.CloseAsync();

        Assert.False(owned.CanRead);
    }
}
