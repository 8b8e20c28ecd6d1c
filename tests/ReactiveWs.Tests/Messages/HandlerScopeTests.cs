using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace ReactiveWs.Tests.Messages;

public sealed class HandlerScopeTests
{
    [Fact]
    public async Task Code_that_continues_on_the_loop_after_an_await_may_wait_for_the_end()
    {
        await using var rig = await ClientRig.OpenAsync();
        var first = rig.Socket.Messages.FirstAsync().ToTask(TestContext.Current.CancellationToken);
        await rig.Peer.SendTextAsync("go");
        await first;
        var closing = rig.Socket.CloseAsync(TestContext.Current.CancellationToken);
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        Assert.False(closing.IsCompleted);
        await rig.Peer.SendAsync("88 02 03 E8");
        rig.Peer.Vanish();
        await closing;
    }

    [Fact]
    public async Task What_it_sends_does_not_wait_for_the_delivery_to_end()
    {
        await using var rig = await ClientRig.OpenAsync();
        var first = rig.Socket.Messages.FirstAsync().ToTask(TestContext.Current.CancellationToken);
        var sent = SendAfterAsync();
        await rig.Peer.SendTextAsync("go");
        Assert.Equal("810161", await rig.Peer.NextAsync());
        await sent;

        async Task SendAfterAsync()
        {
            await first;
            await rig.Socket.SendAsync("a", TestContext.Current.CancellationToken);
        }
    }
}
