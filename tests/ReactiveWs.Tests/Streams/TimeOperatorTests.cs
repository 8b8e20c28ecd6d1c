using System.Reactive.Concurrency;
using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Streams;

/// <summary>Rx's operators of time over our streams, on a scheduler that the test moves.</summary>
public class TimeOperatorTests
{
    readonly HistoricalScheduler _scheduler = new();

    [Fact]
    public async Task Throttle_passes_what_no_other_message_follows()
    {
        Recorder<string?> passed = null!, all = null!;
        await using var rig = await ClientRig.OpenAsync(before: socket =>
        {
            passed = socket.Messages.Select(m => m.Text).Throttle(TimeSpan.FromSeconds(1), _scheduler).Record();
            all = socket.Messages.Select(m => m.Text).Record();
        });
        await rig.Peer.SendTextAsync("a");
        await rig.Peer.SendTextAsync("b");
        await all.Has(2);
        _scheduler.AdvanceBy(TimeSpan.FromSeconds(1));
        await rig.Peer.SendTextAsync("c");
        await all.Has(3);
        _scheduler.AdvanceBy(TimeSpan.FromSeconds(1));
        Assert.Equal(["b", "c"], passed.Values);
    }

    [Fact]
    public async Task Buffer_gathers_the_messages_of_a_while()
    {
        Recorder<string> buffers = null!, all = null!;
        await using var rig = await ClientRig.OpenAsync(before: socket =>
        {
            buffers = socket.Messages.Select(m => m.Text).Buffer(TimeSpan.FromSeconds(1), _scheduler).Select(texts => string.Join("+", texts)).Record();
            all = socket.Messages.Select(m => m.Text!).Record();
        });
        await rig.Peer.SendTextAsync("a");
        await rig.Peer.SendTextAsync("b");
        await all.Has(2);
        _scheduler.AdvanceBy(TimeSpan.FromSeconds(2));
        Assert.Equal(["a+b", ""], buffers.Values);
    }

    [Fact]
    public async Task Timeout_ends_its_own_subscription_and_not_the_stream()
    {
        Recorder<WebSocketMessage> impatient = null!, patient = null!;
        await using var rig = await ClientRig.OpenAsync(before: socket =>
        {
            impatient = socket.Messages.Timeout(TimeSpan.FromSeconds(5), _scheduler).Record();
            patient = socket.Messages.Record();
        });
        await rig.Peer.SendTextAsync("a");
        await patient.Has(1);
        _scheduler.AdvanceBy(TimeSpan.FromSeconds(6));
        Assert.IsType<TimeoutException>(impatient.Error);
        await rig.Peer.SendTextAsync("b");
        await patient.Has(2);
        Assert.Equal("a", Assert.Single(impatient.Values).Text);
    }

    [Fact]
    public async Task Sockets_merge()
    {
        await using var one = await ClientRig.OpenAsync();
        await using var two = await ClientRig.OpenAsync();
        var merged = one.Socket.Messages.Merge(two.Socket.Messages).Select(m => m.Text).Record();
        await one.Peer.SendTextAsync("from one");
        await merged.Has(1);
        await two.Peer.SendTextAsync("from two");
        Assert.Equal(["from one", "from two"], await merged.Has(2));
    }

    [Fact]
    public async Task Each_clients_messages_are_a_query_of_their_own()
    {
        await using var rig = new ServerRig();
        var said = rig.Server.Connects.SelectMany(c => c.Messages.Select(m => $"{c.Path} {m.Text}").Finally(() => { })).Record();
        var (first, one) = await rig.ConnectAsync("/one");
        var (second, _) = await rig.ConnectAsync("/two");
        await first.SendTextAsync("a");
        await said.Has(1);
        await second.SendTextAsync("b");
        Assert.Equal(["/one a", "/two b"], await said.Has(2));
        first.Vanish();
        await one.Closed.Soon();
        Assert.False(said.HasEnded);
    }
}
