namespace Talk;

// <readme:typed-handler>
public sealed class Lobby(Chat.Server server, TimeProvider time) : Chat.IServerHandler   // forget a message and it does not compile
{
    public ValueTask OnJoinAsync(Chat.Join message, Chat.Peer peer, CancellationToken cancellationToken)
    {
        peer.User = message.User;
        return default;
    }

    public async ValueTask OnSayAsync(Chat.Say message, Chat.Peer peer, CancellationToken cancellationToken) =>
        await server.BroadcastAsync(new Chat.Said(peer.User, message.Text, time.GetUtcNow()), cancellationToken);
}
// </readme:typed-handler>
