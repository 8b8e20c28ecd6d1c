using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Streams;

/// <summary>A subscriber that throws harms neither the socket, nor the stream, nor another subscription; and it is never silent.</summary>
public class ThrowingSubscriberTests
{
    [Fact]
    public async Task A_direct_subscriber_is_told_and_keeps_receiving_and_others_are_unaffected()
    {
        var seen = 0;
        await using var rig = await ClientRig.OpenAsync();
        var before = rig.Socket.Messages.Record();
        rig.Socket.Messages.Subscribe(_ =>
        {
            seen++;
            throw new InvalidOperationException("mine");
        });
        var after = rig.Socket.Messages.Record();
        var errors = rig.Socket.Errors.Record();
        await rig.Peer.SendTextAsync("one");
        await rig.Peer.SendTextAsync("two");

        await errors.Has(2);
        Assert.Equal((2, 2, 2), (seen, before.Values.Count, after.Values.Count));
        Assert.All(errors.Values, error => Assert.Equal((WebSocketErrorCode.SubscriberFailed, "mine"), (error.Code, error.InnerException!.Message)));
        Assert.Equal(ConnectionState.Open, rig.Socket.State);
    }

    [Fact]
    public async Task Behind_an_operator_that_one_subscription_ends_and_is_told()
    {
        var seen = 0;
        await using var rig = await ClientRig.OpenAsync();
        rig.Socket.Messages.Where(_ => true).Select(m => m.Text).Subscribe(_ =>
        {
            seen++;
            throw new InvalidOperationException("mine");
        });
        var others = rig.Socket.Messages.Where(_ => true).Record();
        var errors = rig.Socket.Errors.Record();
        await rig.Peer.SendTextAsync("one");
        await rig.Peer.SendTextAsync("two");

        await others.Has(2);
        Assert.Equal(1, seen);
        var error = Assert.Single(errors.Values);
        Assert.Equal(WebSocketErrorCode.SubscriberFailed, error.Code);
        Assert.Contains("Messages", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_a_subscriber_of_errors_it_goes_to_the_log_alone(bool behindOperator)
    {
        var log = new LogRecorder();
        await using var rig = await ClientRig.OpenAsync(options => options with { LoggerFactory = log });
        var errors = rig.Socket.Errors.Record();
        var source = behindOperator ? rig.Socket.Errors.Where(_ => true) : rig.Socket.Errors;
        source.Subscribe(_ => throw new InvalidOperationException("in errors"));
        rig.Peer.Vanish();
        await rig.Socket.Closed.Soon();
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, Assert.Single(errors.Values).Code);
        Assert.Equal((1, "in errors"), (log.Records.Single().Id, log.Records.Single().Exception!.Message));
    }

    [Fact]
    public async Task Without_a_subscriber_of_errors_the_log_still_has_it()
    {
        var log = new LogRecorder();
        await using var rig = await ServerRig.OpenAsync(config => config with { LoggerFactory = log });
        rig.Connection.Messages.Subscribe(_ => throw new InvalidOperationException("mine"));
        await rig.Peer.SendTextAsync("one");
        await Until(() => !log.Records.IsEmpty);
        Assert.Equal("mine", log.Records.Single().Exception!.Message);
    }

    [Fact]
    public async Task In_OnCompleted_it_is_told_and_the_others_complete()
    {
        var rig = await ClientRig.OpenAsync();
        rig.Socket.Messages.Subscribe(_ => { }, () => throw new InvalidOperationException("at the end"));
        var others = rig.Socket.Messages.Record();
        var errors = rig.Socket.Errors.Record();
        await rig.DisposeAsync();
        Assert.True(others.HasEnded);
        Assert.True(errors.HasEnded);
        Assert.Equal("at the end", errors.Values[^1].InnerException!.Message);
    }

    [Fact]
    public async Task In_opens_or_states_it_does_not_fail_the_connect()
    {
        await using var rig = new ClientRig();
        rig.Socket.Opens.Subscribe(_ => throw new InvalidOperationException("opens"));
        rig.Socket.HeadersReceived.Subscribe(_ => throw new InvalidOperationException("headers"));
        rig.Socket.States.Subscribe(state =>
        {
            if (state == ConnectionState.Open) throw new InvalidOperationException("states");
        });
        var errors = rig.Socket.Errors.Record();
        await rig.ConnectAsync();
        Assert.Equal(["states", "headers", "opens"], (await errors.Has(3)).Select(error => error.InnerException!.Message));
    }

    [Fact]
    public async Task On_a_server_it_harms_no_connection()
    {
        await using var rig = new ServerRig();
        rig.Server.Connects.Subscribe(_ => throw new InvalidOperationException("connects"));
        rig.Server.MessageReceived.Subscribe(_ => throw new InvalidOperationException("messages"));
        rig.Server.Closes.Subscribe(_ => throw new InvalidOperationException("closes"));
        var errors = rig.Server.Errors.Record();
        var (peer, _) = await rig.ConnectAsync();
        await peer.SendTextAsync("one");
        await peer.SendAsync("88 00");
        Assert.Equal("8800", await peer.NextAsync());
        Assert.Equal(["connects", "messages", "closes"], (await errors.Has(3)).Select(error => error.InnerException!.Message));
    }
}
