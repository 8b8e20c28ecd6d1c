using ReactiveWs.Bytes;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Bytes;

/// <summary>What TCP says of bytes that were written; on systems where it does.</summary>
public sealed class AcknowledgementTests
{
    [Fact]
    public async Task It_grows_and_is_complete_when_the_peer_has_taken_all()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells");
        var (one, other) = await LinkPairs.SocketLinksAsync();
        var before = one.Acknowledgement.Bytes;
        await one.WriteAsync(new byte[1000]);
        Assert.Equal(1000, await other.ReadAsync(new byte[1000]));

        await Until(() => one.Acknowledgement == new Acknowledgement(before + 1000, IsComplete: true));
        one.Abort();
        other.Abort();
    }

    [Fact]
    public async Task It_is_not_complete_while_the_kernel_holds_more_than_the_peer_has_room_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells");
        var (one, other) = await LinkPairs.SocketLinksAsync();
        while (one.TryWrite(new byte[100_000]) > 0)
        {
            // until it is full
        }

        Assert.False(one.Acknowledgement.IsComplete);
        one.Abort();
        other.Abort();
    }

    [Fact]
    public async Task A_link_that_has_ended_or_cannot_tell_says_nothing_and_is_complete()
    {
        var (one, other) = await LinkPairs.SocketLinksAsync();
        one.Abort();
        other.Abort();
        var (memory, _) = await LinkPairs.MemoryAsync();

        Assert.Equal(new Acknowledgement(0, IsComplete: true), one.Acknowledgement);
        Assert.Equal(new Acknowledgement(0, IsComplete: true), memory.Acknowledgement);
    }
}
