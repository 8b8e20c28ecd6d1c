using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class SocketLinkTests : HalfClosingLinkTests
{
    private protected override Task<(ByteLink, ByteLink)> PairAsync() => LinkPairs.SocketLinksAsync();

    [Fact]
    public async Task Reads_what_is_there_without_waiting()
    {
        var buffer = new byte[16];
        await One.WriteAsync("abc"u8.ToArray());
        await Other.ReadAsync(Memory<byte>.Empty);

        Assert.Equal(3, Other.TryRead(buffer));
        Assert.Equal("abc", Encoding.ASCII.GetString(buffer, 0, 3));
        Assert.Equal(-1, Other.TryRead(buffer));

        await One.EndWritingAsync();
        await Other.ReadAsync(Memory<byte>.Empty);
        Assert.Equal(0, Other.TryRead(buffer));
    }

    [Fact]
    public async Task Writes_without_waiting_until_the_socket_is_full_and_loses_nothing()
    {
        var bytes = new byte[1_000_003];
        new Random(2).NextBytes(bytes);
        var written = new MemoryStream();

        int count;
        while ((count = One.TryWrite(bytes)) > 0)
        {
            written.Write(bytes, 0, count);
        }

        Assert.Equal(0, One.TryWrite(bytes));
        var expected = written.ToArray();
        var rest = One.WriteAsync("end"u8.ToArray()).AsTask();
        var received = new byte[expected.Length + 3];
        for (var filled = 0; filled < received.Length;)
        {
            filled += await Other.ReadAsync(received.AsMemory(filled));
        }
        await rest;
        Assert.Equal([.. expected, .. "end"u8], received);
    }

    [Fact]
    public void A_reset_by_the_other_end_fails_reading_without_waiting()
    {
        Other.Abort();

        Assert.Throws<IOException>(() => SpinWait.SpinUntil(() => One.TryRead(new byte[8]) != -1, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void An_aborted_link_fails_without_waiting()
    {
        One.Abort();

        Assert.Throws<ObjectDisposedException>(() => One.TryRead(new byte[8]));
        Assert.Throws<ObjectDisposedException>(() => One.TryWrite(new byte[8]));
    }
}
