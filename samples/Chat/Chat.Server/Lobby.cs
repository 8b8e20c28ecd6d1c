namespace Talk;

// <readme:typed-handler>
public sealed class Lobby(Chat.Server server, TimeProvider time) : Chat.IServerHandler   // forget a message and it does not compile
{
    public ValueTask OnJoinAsync(Chat.Join join, Chat.Peer peer, CancellationToken ct)
    {
        peer.User = join.User;
        return default;
    }

    public async ValueTask OnSayAsync(Chat.Say say, Chat.Peer peer, CancellationToken ct) =>
        await server.BroadcastAsync(new Chat.Said(peer.User, say.Text, time.GetUtcNow()), ct);
}
// </readme:typed-handler>
