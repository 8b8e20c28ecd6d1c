using System.Text;
using ReactiveWs.Tests.Bytes;

namespace ReactiveWs.Tests;

public sealed class MemoryLinkTests
{
    const int Capacity = 64 * 1024;

    readonly Stream _client;
    readonly Stream _server;

    public MemoryLinkTests() => (_client, _server) = MemoryLink.Pair();

    [Fact]
    public async Task What_the_client_writes_the_server_reads_and_the_other_way_round()
    {
        await _client.WriteAsync("ping"u8.ToArray(), TestContext.Current.CancellationToken);
        await _server.WriteAsync("pong"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal("ping", await ReadAsync(_server, 4));
        Assert.Equal("pong", await ReadAsync(_client, 4));
    }

    [Fact]
    public async Task A_read_takes_what_is_there_and_leaves_the_rest()
    {
        await _client.WriteAsync("abcdef"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal("ab", await ReadAsync(_server, 2));
        Assert.Equal(4, await _server.ReadAsync(new byte[100], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_writer_waits_when_64_KiB_are_unread()
    {
        await _client.WriteAsync(new byte[Capacity], TestContext.Current.CancellationToken);

        var waiting = _client.WriteAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);

        await _server.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
        await waiting.Soon();
    }

    [Fact]
    public async Task The_two_directions_do_not_wait_for_each_other()
    {
        await _client.WriteAsync(new byte[Capacity], TestContext.Current.CancellationToken);

        await _server.WriteAsync(new byte[Capacity], TestContext.Current.CancellationToken).Soon();
    }

    [Fact]
    public async Task An_empty_read_waits_for_bytes_and_takes_none()
    {
        var waiting = _server.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);

        await _client.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(0, await waiting.Soon());
        Assert.Equal("x", await ReadAsync(_server, 1));
    }

    [Fact]
    public async Task Disposing_one_end_gives_the_other_what_is_left_and_then_the_end()
    {
        await _client.WriteAsync("last"u8.ToArray(), TestContext.Current.CancellationToken);
        await _client.DisposeAsync();

        Assert.Equal("last", await ReadAsync(_server, 4));
        Assert.Equal(0, await _server.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.Equal(0, await _server.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Disposing_one_end_fails_the_writes_of_the_other_pending_ones_included()
    {
        var pending = _server.WriteAsync(new byte[Capacity + 1], TestContext.Current.CancellationToken).AsTask();

        await _client.DisposeAsync();

        await Assert.ThrowsAsync<IOException>(() => pending.Soon());
        await Assert.ThrowsAsync<IOException>(() => _server.WriteAsync(new byte[1], TestContext.Current.CancellationToken).Soon());
    }

    [Fact]
    public async Task Disposing_an_end_fails_its_own_pending_read()
    {
        var pending = _client.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();

        await _client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => pending.Soon());
    }

    [Fact]
    public async Task A_cancelled_read_takes_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var pending = _server.ReadAsync(new byte[1], cancel.Token).AsTask();

        await cancel.CancelAsync();
        await _client.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending.Soon());
        Assert.Equal("x", await ReadAsync(_server, 1));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_what_was_taken_and_no_more()
    {
        using var cancel = new CancellationTokenSource();
        var pending = _client.WriteAsync(new byte[Capacity + 5], cancel.Token).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending.Soon());
        await _client.DisposeAsync();

        using var all = new MemoryStream();
        await _server.CopyToAsync(all, TestContext.Current.CancellationToken).Soon();
        Assert.Equal(Capacity, all.Length);
    }

    [Fact]
    public void Synchronous_calls_work_too()
    {
        _client.Write("sync"u8);
        var buffer = new byte[10];

        Assert.Equal(4, _server.Read(buffer, 0, 10));
        Assert.Equal("sync", Encoding.ASCII.GetString(buffer, 0, 4));
    }

    [Fact]
    public void It_is_a_duplex_stream_without_positions()
    {
        Assert.True(_client.CanRead && _client.CanWrite && !_client.CanSeek);
        Assert.Throws<NotSupportedException>(() => _client.Length);
        Assert.Throws<NotSupportedException>(() => _client.Seek(0, SeekOrigin.Begin));
    }

    static async Task<string> ReadAsync(Stream stream, int length)
    {
        var buffer = new byte[length];
        await stream.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken).Soon();
        return Encoding.ASCII.GetString(buffer);
    }
}
