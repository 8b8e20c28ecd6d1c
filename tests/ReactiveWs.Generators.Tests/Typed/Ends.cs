using System.Collections.Concurrent;
using ReactiveWs.Testing;

namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>A server and clients of it, over memory and manual time.</summary>
internal sealed class Ends : IAsyncDisposable
{
    /// <summary>Only a test that fails waits this long.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(20);

    private readonly ConcurrentBag<IAsyncDisposable> _opened = [];
    private readonly ConcurrentQueue<FaultyLink> _links = [];

    public ReactiveWebSocketServer Server { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public WebSocketServerConfig Config { get; set; } = new() { PingInterval = TimeSpan.Zero };

    public WebSocketRequestOptions Options => new()
    {
        TimeProvider = Time,
        PingInterval = TimeSpan.Zero,
        OpenLink = (address, cancellation) =>
        {
            var (client, server) = MemoryLink.Pair();
            var link = new FaultyLink(server);
            _links.Enqueue(link);
            _ = Server.AcceptAsync(link, Config with { TimeProvider = Time }, CancellationToken.None);
            return new(client);
        },
    };

    /// <summary>The server's end of the latest link.</summary>
    public FaultyLink Link => _links.Last();

    /// <summary>Options of a client that connects again a second after each loss.</summary>
    public WebSocketRequestOptions Reconnecting => Options with { Reconnect = new() { InitialDelay = TimeSpan.FromSeconds(1), Jitter = false } };

    /// <summary>Cuts the link, and waits until the client knows.</summary>
    public async Task CutAsync()
    {
        Link.Cut();
        await Time.WaitForTimerAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).WaitAsync(Guard, TestContext.Current.CancellationToken);
    }

    /// <summary>Lets the delay pass, and waits until the client has a new connection.</summary>
    public async Task ReturnAsync(ReactiveWebSocket socket)
    {
        var opens = socket.Opens.Take();
        Time.Advance(TimeSpan.FromSeconds(1));
        await opens.NextAsync();
    }

    public async Task<Chat.Client> ChatAsync(Action<Chat.Client>? before = null, string path = "/")
    {
        var chat = new Chat.Client();
        _opened.Add(chat);
        before?.Invoke(chat);
        await chat.ConnectAsync("ws://localhost" + path, Options, TestContext.Current.CancellationToken);
        return chat;
    }

    public T Keep<T>(T end)
        where T : IAsyncDisposable
    {
        _opened.Add(end);
        return end;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links) link.Resume();
        foreach (var end in _opened) await end.DisposeAsync();
        await Server.DisposeAsync();
    }
}

/// <summary>What a stream carried, awaited one by one.</summary>
internal sealed class Taken<T> : IObserver<T>
{
    private readonly System.Threading.Channels.Channel<T> _events = System.Threading.Channels.Channel.CreateUnbounded<T>();

    public Taken(IObservable<T> source) => source.Subscribe(this);

    public bool IsEmpty => _events.Reader.Count == 0;

    public async Task<T> NextAsync() => await _events.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Ends.Guard, TestContext.Current.CancellationToken);

    public Task EndAsync() => _events.Reader.Completion.WaitAsync(Ends.Guard, TestContext.Current.CancellationToken);

    public void OnNext(T value) => _events.Writer.TryWrite(value);

    public void OnCompleted() => _events.Writer.TryComplete();

    public void OnError(Exception error) => _events.Writer.TryComplete(error);
}

internal static class Taking
{
    public static Taken<T> Take<T>(this IObservable<T> source) => new(source);
}
