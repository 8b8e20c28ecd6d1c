using System.Collections.Concurrent;
using ReactiveWs.Testing;

namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>A server and clients of it, over memory and manual time.</summary>
internal sealed class Ends : IAsyncDisposable
{
    /// <summary>Only a test that fails waits this long.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(20);

    private readonly ConcurrentBag<IAsyncDisposable> _opened = [];

    public ReactiveWebSocketServer Server { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public WebSocketRequestOptions Options => new()
    {
        TimeProvider = Time,
        PingInterval = TimeSpan.Zero,
        OpenLink = (address, cancellation) =>
        {
            var (client, server) = MemoryLink.Pair();
            _ = Server.AcceptAsync(server, new WebSocketServerConfig { TimeProvider = Time, PingInterval = TimeSpan.Zero }, CancellationToken.None);
            return new(client);
        },
    };

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
