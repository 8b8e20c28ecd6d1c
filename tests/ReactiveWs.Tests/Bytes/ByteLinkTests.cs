using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

/// <summary>What every link does, whatever it is made of.</summary>
public abstract class ByteLinkTests : IAsyncLifetime
{
    private protected ByteLink One { get; private set; } = null!;

    private protected ByteLink Other { get; private set; } = null!;

    private protected abstract Task<(ByteLink, ByteLink)> PairAsync();

    public async ValueTask InitializeAsync() => (One, Other) = await PairAsync();

    public ValueTask DisposeAsync()
    {
        One.Abort();
        Other.Abort();
        GC.SuppressFinalize(this);
        return default;
    }

    [Fact]
    public async Task What_one_writes_the_other_reads()
    {
        await One.WriteAsync("hello"u8.ToArray());

        Assert.Equal("hello", await ReadAsync(Other, 5));
    }

    [Fact]
    public async Task Large_writes_arrive_whole_and_in_order_both_ways_at_once()
    {
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);

        var writing = Task.WhenAll(WriteAsync(One, bytes), WriteAsync(Other, bytes));
        var (there, back) = (ReadAllAsync(Other, bytes.Length), ReadAllAsync(One, bytes.Length));

        Assert.Equal(bytes, await there.Soon());
        Assert.Equal(bytes, await back.Soon());
        await writing.Soon();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(3_000_000)]
    public async Task All_is_written_whether_the_link_takes_it_at_once_or_not(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);

        var writing = One.WriteAllAsync(bytes).AsTask();

        Assert.Equal(bytes, await ReadAllAsync(Other, count).Soon());
        await writing.Soon();
    }

    [Fact]
    public async Task Waiting_with_the_idle_buffer_ends_when_bytes_come()
    {
        var buffer = new byte[Other.IdleBufferSize];

        var waiting = Other.ReadAsync(buffer).AsTask();
        Assert.False(waiting.IsCompleted);
        await One.WriteAsync("x"u8.ToArray());

        var count = await waiting.Soon();
        Assert.Equal("x", count == 0 ? await ReadAsync(Other, 1) : Encoding.ASCII.GetString(buffer, 0, count));
    }

    [Fact]
    public async Task Closing_gives_the_other_what_is_left_and_then_the_end()
    {
        await One.WriteAsync("bye"u8.ToArray());
        await One.CloseAsync();
        await One.CloseAsync();

        Assert.Equal("bye", await ReadAsync(Other, 3));
        Assert.Equal(0, await Other.ReadAsync(new byte[8]).Soon());
    }

    [Fact]
    public async Task Aborting_fails_the_own_pending_read()
    {
        var waiting = One.ReadAsync(new byte[8]).AsTask();

        One.Abort();
        One.Abort();

        await FailsAsync(() => waiting);
    }

    [Fact]
    public async Task Aborting_fails_the_own_pending_write()
    {
        var writing = WriteAsync(One, new byte[50_000_000]);
        await ReadAsync(Other, 1);

        One.Abort();

        await FailsAsync(() => writing);
    }

    [Fact]
    public async Task After_an_abort_nothing_can_be_read_or_written()
    {
        One.Abort();

        await FailsAsync(() => One.ReadAsync(new byte[8]).AsTask());
        await FailsAsync(() => WriteAsync(One, new byte[8]));
        await One.EndWritingAsync();
        await One.CloseAsync();
    }

    [Fact]
    public async Task When_the_other_end_is_gone_writing_fails_at_last()
    {
        Other.Abort();

        await FailsAsync(async () =>
        {
            while (true)
            {
                await WriteAsync(One, new byte[64 * 1024]);
            }
        });
    }

    static async Task FailsAsync(Func<Task> action)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => action().Soon());
        Assert.True(error is IOException or ObjectDisposedException, error.ToString());
    }

    static Task WriteAsync(ByteLink link, byte[] bytes) => Task.Run(async () => await link.WriteAsync(bytes));

    private protected static async Task<string> ReadAsync(ByteLink link, int length) => Encoding.ASCII.GetString(await ReadAllAsync(link, length).Soon());

    static async Task<byte[]> ReadAllAsync(ByteLink link, int length)
    {
        var bytes = new byte[length];
        for (var filled = 0; filled < length;)
        {
            var count = await link.ReadAsync(bytes.AsMemory(filled));
            Assert.NotEqual(0, count);
            filled += count;
        }
        return bytes;
    }
}

/// <summary>What links do besides that can say that they write no more.</summary>
public abstract class HalfClosingLinkTests : ByteLinkTests
{
    [Fact]
    public async Task After_the_end_of_writing_reading_goes_on()
    {
        await One.EndWritingAsync();

        Assert.Equal(0, await Other.ReadAsync(new byte[8]).Soon());
        await Other.WriteAsync("still"u8.ToArray());
        Assert.Equal("still", await ReadAsync(One, 5));
    }
}
