using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>What is measured per contract. Alone: other tests would be heard too.</summary>
[Collection(nameof(ListensToTheProcess))]
public sealed class MessageTelemetryTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly MeterListener _listener = new();
    private readonly Ends _ends = new() { Config = new() { PingInterval = TimeSpan.Zero, HighWaterMark = 100, SendTimeout = TimeSpan.Zero } };

    public MessageTelemetryTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "ReactiveWs") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value.ToString(CultureInfo.InvariantCulture), tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value.ToString(CultureInfo.InvariantCulture), tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, "t", tags));
        _listener.Start();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_and_bytes_are_counted_under_their_contract()
    {
        using var server = new Chat.Server(_ends.Server);
        var (says, snapshots) = (server.Says.Take(), server.Snapshots.Take());
        Taken<Chat.Said>? saids = null;
        var chat = await _ends.ChatAsync(client => saids = client.Saids.Take());
        await chat.SendAsync(new Chat.Say("hi"), Cancellation);
        await chat.SendAsync(new Chat.Snapshot(new byte[] { 1, 2, 3 }), Cancellation);
        await says.NextAsync();
        await snapshots.NextAsync();
        await server.BroadcastAsync(new Chat.Said("ada", "hi", default), Cancellation);
        await saids!.NextAsync();
        await chat.CloseAsync(Cancellation).WaitAsync(Ends.Guard, Cancellation);

        Assert.Contains("messages 1 role=client direction=send message.type=Say", _heard);
        Assert.Contains("messages 1 role=server direction=receive message.type=Say", _heard);
        Assert.Contains($"message.io {"""{"type":"say","text":"hi"}""".Length} role=server direction=receive message.type=Say", _heard);
        Assert.Contains("message.io 3 role=client direction=send message.type=Snapshot", _heard);
        Assert.Contains("message.io 3 role=server direction=receive message.type=Snapshot", _heard);
        Assert.Contains("messages 1 role=server direction=send message.type=Said", _heard);
        Assert.Contains("messages 1 role=client direction=receive message.type=Said", _heard);
        Assert.DoesNotContain(_heard, line => line.Contains("message.type=text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requests_replies_and_handlers_are_measured_under_their_contract()
    {
        using var server = new Chat.Server(_ends.Server);
        server.Attach(new Historian());
        var chat = await _ends.ChatAsync();
        await chat.GetHistoryAsync(new Chat.GetHistory("lobby"), Cancellation).WaitAsync(Ends.Guard, Cancellation);
        await chat.CloseAsync(Cancellation).WaitAsync(Ends.Guard, Cancellation);
        await _ends.Server.DisposeAsync();

        Assert.Contains("messages 1 role=client direction=send message.type=GetHistory", _heard);
        Assert.Contains("messages 1 role=server direction=send message.type=History", _heard);
        Assert.Contains("messages 1 role=client direction=receive message.type=History", _heard);
        Assert.Contains("request.duration t message.type=GetHistory outcome=reply", _heard);
        Assert.Contains(_heard, line => line.StartsWith("inbox.size", StringComparison.Ordinal) && line.EndsWith("message.type=GetHistory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Drops_and_what_waits_are_counted_under_their_contract_and_reason()
    {
        using var server = new Orders.Server(_ends.Server);
        var connects = server.Connects.Take();
        var orders = _ends.Keep(new Orders.Client());
        await orders.SendAsync(new Orders.Hint(1), Cancellation);
        await orders.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);
        var peer = await connects.NextAsync();
        _ends.Link.Stall();
        await peer.SendAsync(new Orders.Plain(0, new string('.', 100)), Cancellation);
        for (var n = 0; n < 3; n++) await peer.SendAsync(new Orders.Latest("a", n), Cancellation);
        for (var n = 0; n < 4; n++) await peer.SendAsync(new Orders.Newest(n), Cancellation);

        Assert.Contains("messages.dropped 1 drop.reason=Offline message.type=Hint", _heard);
        Assert.Equal(2, _heard.Count(line => line == "messages.dropped 1 drop.reason=Conflated message.type=Latest"));
        Assert.Single(_heard, line => line == "messages.dropped 1 drop.reason=QueueFull message.type=Newest");
        Assert.Contains("backlog.size 3 message.type=Newest", _heard);
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.DisposeAsync();
        _listener.Dispose();
    }

    private void Note(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var line = $"{instrument.Name.Replace("reactivews.", "", StringComparison.Ordinal)} {value}";
        foreach (var (key, tag) in tags) line += $" {key.Replace("reactivews.", "", StringComparison.Ordinal)}={tag}";
        _heard.Enqueue(line);
    }

    private sealed class Historian : Chat.IServerHandler
    {
        public ValueTask OnTypingAsync(Typing typing, Chat.Peer peer, CancellationToken cancellationToken) => default;

        public ValueTask OnJoinAsync(Chat.Join join, Chat.Peer peer, CancellationToken cancellationToken) => default;

        public ValueTask OnSayAsync(Chat.Say say, Chat.Peer peer, CancellationToken cancellationToken) => default;

        public ValueTask<Chat.History> OnGetHistoryAsync(Chat.GetHistory getHistory, Chat.Peer peer, CancellationToken cancellationToken) => new(new Chat.History([]));

        public ValueTask OnSnapshotAsync(Chat.Snapshot snapshot, Chat.Peer peer, CancellationToken cancellationToken) => default;
    }
}

[CollectionDefinition(nameof(ListensToTheProcess), DisableParallelization = true)]
public sealed class ListensToTheProcess;
