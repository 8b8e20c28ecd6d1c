using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Testing;

public sealed class FaultyLinkTests : IAsyncDisposable
{
    readonly FaultyLink _link;
    readonly Stream _other;

    public FaultyLinkTests()
    {
        (var one, _other) = MemoryLink.Pair();
        _link = new FaultyLink(one);
    }

    static CancellationToken Guard => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_command_bytes_pass_both_ways()
    {
        await _link.WriteAsync(new byte[] { 1, 2 }, Guard);
        await _other.WriteAsync(new byte[] { 3, 4, 5 }, Guard);

        Assert.Equal([1, 2], await ReadAsync(_other));
        Assert.Equal([3, 4, 5], await ReadAsync(_link));
        Assert.Equal((3, 2), (_link.BytesRead, _link.BytesWritten));
    }

    [Fact]
    public async Task Reads_come_in_pieces()
    {
        _link.ReadAtMost = 2;
        await _other.WriteAsync(new byte[] { 1, 2, 3 }, Guard);

        Assert.Equal([1, 2], await ReadAsync(_link));
        Assert.Equal([3], await ReadAsync(_link));
    }

    [Fact]
    public async Task A_cut_ends_what_is_under_way_and_the_other_end()
    {
        var pending = ReadAsync(_link);

        _link.Cut();

        await Assert.ThrowsAsync<IOException>(() => pending);
        await Assert.ThrowsAsync<IOException>(async () => await _link.WriteAsync(new byte[1], Guard));
        Assert.Empty(await ReadAsync(_other));
    }

    [Fact]
    public async Task A_cut_after_writing_lets_exactly_so_many_bytes_out()
    {
        _link.CutAfterWriting(3);
        await _link.WriteAsync(new byte[] { 1, 2 }, Guard);

        await Assert.ThrowsAsync<IOException>(async () => await _link.WriteAsync(new byte[] { 3, 4 }, Guard));

        using var all = new MemoryStream();
        await _other.CopyToAsync(all, Guard);
        Assert.Equal([1, 2, 3], all.ToArray());
    }

    [Fact]
    public async Task A_cut_after_reading_lets_exactly_so_many_bytes_in()
    {
        _link.CutAfterReading(2);
        await _other.WriteAsync(new byte[] { 1, 2, 3 }, Guard);

        Assert.Equal([1, 2], await ReadAsync(_link));
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(_link));
    }

    [Fact]
    public async Task A_stalled_link_goes_on_after_it_is_resumed()
    {
        _link.Stall();
        var writing = _link.WriteAsync(new byte[] { 1 }, Guard).AsTask();
        Assert.False(writing.IsCompleted);

        _link.Resume();

        await writing;
        Assert.Equal([1], await ReadAsync(_other));
    }

    [Fact]
    public async Task A_stalled_link_can_be_cut()
    {
        _link.Stall();
        var writing = _link.WriteAsync(new byte[] { 1 }, Guard).AsTask();

        _link.Cut();

        await Assert.ThrowsAsync<IOException>(() => writing);
    }

    [Fact]
    public async Task Delayed_bytes_arrive_when_the_time_has_come()
    {
        var time = new ManualTimeProvider();
        var (one, other) = MemoryLink.Pair();
        await using var link = new FaultyLink(one, time) { ReadDelay = TimeSpan.FromSeconds(3) };
        await other.WriteAsync(new byte[] { 7 }, Guard);
        var reading = ReadAsync(link);
        await time.WaitForTimerAsync(TimeSpan.FromSeconds(3), Guard);

        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal([7], await reading);
    }

    [Fact]
    public async Task A_half_open_link_takes_everything_and_brings_nothing_until_it_is_cut()
    {
        _link.HalfOpen();
        await _link.WriteAsync(new byte[] { 1, 2, 3 }, Guard);
        await _other.WriteAsync(new byte[] { 4 }, Guard);
        var reading = ReadAsync(_link);
        Assert.False(reading.IsCompleted);
        Assert.Equal(3, _link.BytesWritten);

        _link.Cut();

        await Assert.ThrowsAsync<IOException>(() => reading);
        Assert.Empty(await ReadAsync(_other));
    }

    [Fact]
    public async Task Exactly_the_byte_that_was_named_is_changed()
    {
        _link.CorruptAfterReading(2);
        await _other.WriteAsync(new byte[] { 1, 2, 3, 4 }, Guard);
        Assert.Equal([1, 2, 0xFC, 4], await ReadAsync(_link));
        await _other.WriteAsync(new byte[] { 5 }, Guard);
        Assert.Equal([5], await ReadAsync(_link));
    }

    static async Task<byte[]> ReadAsync(Stream stream)
    {
        var buffer = new byte[16];
        return buffer[..await stream.ReadAsync(buffer, Guard)];
    }
}
