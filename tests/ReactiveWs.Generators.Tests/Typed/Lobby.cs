using System.Collections.Immutable;

namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>A server's handler; a test may hold it up.</summary>
internal sealed class Lobby(Chat.Server server) : Chat.IServerHandler
{
    public TaskCompletionSource Gate { get; } = new();

    public System.Collections.Concurrent.ConcurrentQueue<string> Calls { get; } = new();

    public ValueTask OnConnectedAsync(Chat.Peer peer, CancellationToken ct) => Note("connected");

    public ValueTask OnDisconnectedAsync(Chat.Peer peer, CloseResult result, CancellationToken ct) => Note($"disconnected {result.Code}");

    public ValueTask OnJoinAsync(Chat.Join join, Chat.Peer peer, CancellationToken ct)
    {
        peer.User = join.User;
        return default;
    }

    public async ValueTask OnSayAsync(Chat.Say say, Chat.Peer peer, CancellationToken ct)
    {
        if (say.Text == "wait") await Gate.Task;
        Calls.Enqueue(say.Text);
        await server.BroadcastAsync(new Chat.Said(peer.User, say.Text, DateTimeOffset.UnixEpoch), ct);
    }

    public ValueTask<Chat.History> OnGetHistoryAsync(Chat.GetHistory getHistory, Chat.Peer peer, CancellationToken ct) =>
        getHistory.Room == "none" ? throw new InvalidOperationException("no such room") : new(new Chat.History([new Chat.Said(peer.User, getHistory.Room, DateTimeOffset.UnixEpoch)]));

    public ValueTask OnSnapshotAsync(Chat.Snapshot snapshot, Chat.Peer peer, CancellationToken ct) => default;

    public ValueTask OnTypingAsync(Typing typing, Chat.Peer peer, CancellationToken ct) => default;

    private ValueTask Note(string call)
    {
        Calls.Enqueue(call);
        return default;
    }
}
