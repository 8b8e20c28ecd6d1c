using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace ReactiveWs.Tests.Messages;

/// <summary>What a listener to the meter and the activities of the library hears. Alone: other tests would be heard too.</summary>
[Collection(nameof(ListensToTheProcess))]
public sealed class TelemetryTests : IAsyncDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    readonly ConcurrentQueue<string> _heard = new();
    readonly MeterListener _listener = new();
    readonly TaskCompletionSource _handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ReactiveWebSocketServer _server = new();
    readonly ReactiveWebSocket _client = new();

    public TelemetryTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "ReactiveWs") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _heard.Enqueue(Line(instrument, value.ToString(System.Globalization.CultureInfo.InvariantCulture), tags)));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
        {
            _heard.Enqueue(Line(instrument, "t", tags));
            if (instrument.Name == "reactivews.handler.duration") _handled.TrySetResult();
        });
        _listener.Start();
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_are_counted_by_role_direction_and_type()
    {
        _server.MessageReceived.SubscribeAwait(async (m, ct) => await m.ClientConnection.SendAsync(m.Data, ct));
        var echo = _client.Messages.FirstAsync().ToTask(Cancel);
        await ConnectAsync();
        await _client.SendAsync("Hello", Cancel);
        await echo.WaitAsync(s_patience, Cancel);
        await _client.CloseAsync(Cancel).WaitAsync(s_patience, Cancel);
        await _handled.Task.WaitAsync(s_patience, Cancel);   // the echo may be back before the handler has ended

        Assert.Contains("reactivews.messages 1 role=client direction=send message.type=text", _heard);
        Assert.Contains("reactivews.messages 1 role=server direction=receive message.type=text", _heard);
        Assert.Contains("reactivews.messages 1 role=server direction=send message.type=binary", _heard);
        Assert.Contains("reactivews.messages 1 role=client direction=receive message.type=binary", _heard);
        Assert.Contains("reactivews.message.io 5 role=client direction=receive message.type=binary", _heard);
        Assert.Contains("reactivews.connect.attempts 1 outcome=open", _heard);
        Assert.Contains("reactivews.connections.active 1 role=client", _heard);
        Assert.Contains("reactivews.connections.active -1 role=client", _heard);
        Assert.Contains("reactivews.handler.duration t message.type=text", _heard);
    }

    [Fact]
    public async Task A_failed_attempt_and_a_failed_subscriber_are_counted()
    {
        var down = new WebSocketRequestOptions { OpenLink = (_, _) => throw new IOException("down") };
        await Assert.ThrowsAsync<ReactiveWsException>(() => _client.ConnectAsync("ws://server/", down, Cancel));
        _client.Opens.Subscribe(_ => throw new InvalidOperationException("mine"));
        await ConnectAsync();

        Assert.Contains("reactivews.connect.attempts 1 outcome=failed", _heard);
        Assert.Contains("reactivews.subscriber.failures 1 stream=Opens error.type=System.InvalidOperationException", _heard);
    }

    [Fact]
    public async Task An_attempt_to_connect_is_an_activity_with_the_address()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ReactiveWs",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await ConnectAsync();

        var activity = Assert.Single(activities);
        Assert.Equal(("websocket connect", "server", 80), (activity.OperationName, activity.GetTagItem("server.address"), activity.GetTagItem("server.port")));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _listener.Dispose();
    }

    Task ConnectAsync() => _client.ConnectAsync("ws://server/", new WebSocketRequestOptions { OpenLink = OpenLinkAsync }, Cancel);

    ValueTask<Stream> OpenLinkAsync(Uri uri, CancellationToken cancellationToken)
    {
        var (client, server) = MemoryLink.Pair();
        _ = _server.AcceptAsync(server, cancellationToken: CancellationToken.None);
        return new ValueTask<Stream>(client);
    }

    static string Line(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var line = $"{instrument.Name} {value}";
        foreach (var (key, tag) in tags) line += $" {key.Replace("reactivews.", "", StringComparison.Ordinal)}={tag}";
        return line;
    }
}

[CollectionDefinition(nameof(ListensToTheProcess), DisableParallelization = true)]
public sealed class ListensToTheProcess;
