using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests;

/// <summary><c>ReactiveWebSocket.Connect</c>: the one place where failure is an <c>OnError</c>.</summary>
public class ReactiveWebSocketColdDoorTests
{
    int _connects;

    /// <summary>A server that does this to each link.</summary>
    WebSocketRequestOptions Against(Func<RawServer, Task> serve) => new()
    {
        PingInterval = TimeSpan.Zero,
        OpenLink = (_, _) =>
        {
            Interlocked.Increment(ref _connects);
            var (client, server) = MemoryLink.Pair();
            _ = serve(new RawServer(server));
            return new(client);
        },
    };

    static async Task SpeakAndDropAsync(RawServer server)
    {
        await server.AcceptAsync(andThen: "81 02 68 69");
        server.Vanish();
    }

    static async Task SpeakAndCloseAsync(RawServer server)
    {
        await server.AcceptAsync(andThen: "81 02 68 69 88 02 03 E8");
        await server.NextAsync();
        server.Vanish();
    }

    [Fact]
    public async Task Nothing_happens_before_somebody_subscribes()
    {
        var cold = ReactiveWebSocket.Connect(ClientRig.Address, Against(SpeakAndCloseAsync));
        Assert.Equal(0, _connects);
        await cold.Record().WaitForEndAsync(Ct).Soon();
        Assert.Equal(1, _connects);
    }

    [Fact]
    public async Task It_yields_one_socket_before_its_first_read_and_a_clean_close_completes()
    {
        var messages = new List<string?>();
        var yielded = ReactiveWebSocket.Connect(new Uri(ClientRig.Address), Against(SpeakAndCloseAsync))
            .Do(socket => socket.Messages.Subscribe(message => messages.Add(message.Text))).Record();
        await yielded.WaitForEndAsync(Ct).Soon();
        Assert.Null(yielded.Error);
        Assert.Equal(["hi"], messages);
        Assert.True(Assert.Single(yielded.Values).Messages.Record().HasEnded);      // disposed
    }

    [Fact]
    public async Task A_refused_handshake_is_an_OnError()
    {
        var yielded = ReactiveWebSocket.Connect(ClientRig.Address, Against(server => server.RefuseAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))).Record();
        await yielded.WaitForEndAsync(Ct).Soon();
        Assert.Empty(yielded.Values);
        Assert.Equal(404, Assert.IsType<ReactiveWsException>(yielded.Error).HttpStatus);
    }

    [Fact]
    public async Task An_abnormal_end_is_an_OnError_with_the_value_that_errors_carried_after_the_streams_completed()
    {
        Recorder<ReactiveWsException>? errors = null;
        var ended = false;
        var yielded = ReactiveWebSocket.Connect(ClientRig.Address, Against(SpeakAndDropAsync))
            .Do(socket =>
            {
                errors = socket.Errors.Record();
                socket.Closes.Subscribe(_ => throw new InvalidOperationException("not what ended it"));
            })
            .Do(_ => { }, _ => ended = errors!.HasEnded).Record();
        await yielded.WaitForEndAsync(Ct).Soon();
        Assert.True(ended);
        Assert.Same(errors!.Values[0], yielded.Error);
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, errors.Values[0].Code);
    }

    [Fact]
    public async Task Retry_3_connects_three_times_against_a_server_that_drops_each_link()
    {
        var messages = ReactiveWebSocket.Connect(ClientRig.Address, Against(SpeakAndDropAsync)).SelectMany(ws => ws.Messages).Retry(3).Record();
        await messages.WaitForEndAsync(Ct).Soon();
        Assert.Equal(3, _connects);
        Assert.Equal(["hi", "hi", "hi"], messages.Values.Select(message => message.Text));
        Assert.IsType<ReactiveWsException>(messages.Error);
    }

    [Fact]
    public async Task Repeat_connects_again_after_a_clean_close()
    {
        var messages = ReactiveWebSocket.Connect(ClientRig.Address, Against(SpeakAndCloseAsync)).SelectMany(ws => ws.Messages).Repeat(3).Record();
        await messages.WaitForEndAsync(Ct).Soon();
        Assert.Null(messages.Error);
        Assert.Equal(["hi", "hi", "hi"], messages.Values.Select(message => message.Text));
        Assert.Equal(3, _connects);
    }

    [Fact]
    public async Task Unsubscribing_closes_the_socket_without_waiting()
    {
        var peer = new TaskCompletionSource<RawServer>();
        var yielded = new Recorder<ReactiveWebSocket>();
        var subscription = ReactiveWebSocket.Connect(ClientRig.Address, Against(async server =>
        {
            await server.AcceptAsync();
            peer.SetResult(server);
        })).Subscribe(yielded);
        var socket = (await yielded.Has(1))[0];

        subscription.Dispose();

        var server = await peer.Task.Soon();
        Assert.Equal("880203E8", await server.NextAsync());
        await server.SendAsync("88 02 03 E8");
        server.Vanish();
        Assert.True((await socket.Closed.Soon()).WasClean);
        Assert.False(yielded.HasEnded);
    }

    [Fact]
    public async Task Unsubscribing_gives_up_connecting()
    {
        var gone = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        var subscription = ReactiveWebSocket.Connect(ClientRig.Address, Against(async server =>
        {
            asked.SetResult();
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await server.AcceptAsync();
                // the answer may still have been in time: then it says goodbye first
                while ((await server.NextFrameAsync()).First != 0x88) { }
                await server.SendAsync("88 02 03 E8");
                await server.NextFrameAsync();
            });
            gone.SetResult();
        })).Subscribe();
        await asked.Task.Soon();
        subscription.Dispose();
        await gone.Task.Soon();
    }

    [Fact]
    public async Task An_observer_that_throws_ends_its_socket_and_leaves_nothing_open()
    {
        var ended = new TaskCompletionSource<string>();
        ReactiveWebSocket.Connect(ClientRig.Address, Against(async server =>
        {
            await server.AcceptAsync();
            var close = await server.NextAsync();
            await server.SendAsync(close);
            server.Vanish();
            ended.SetResult(close);
        })).Subscribe(_ => throw new InvalidOperationException("observer"));
        Assert.Equal("880203E8", await ended.Task.Soon());
    }

    [Fact]
    public void Reconnect_must_be_null() =>
        Assert.Throws<ArgumentException>(() => ReactiveWebSocket.Connect(ClientRig.Address, new WebSocketRequestOptions { Reconnect = new() }));
}
