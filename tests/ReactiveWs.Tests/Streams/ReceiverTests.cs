using System.Collections.Concurrent;
using System.Text;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Streams;

public sealed class ReceiverTests
{
    [Fact]
    public async Task A_receiver_gets_whole_messages_where_subscribers_get_slices()
    {
        var receiver = new Collector();
        await using var rig = await ClientRig.OpenAsync(options => options with { ChunkSize = 4 }, before: socket => socket.Attach(receiver));
        var slices = rig.Socket.Messages.Record();
        await rig.Peer.SendTextAsync("hello world");
        await rig.Peer.SendTextAsync("abc");
        Assert.Equal(["hell", "o wo", "rld", "abc"], (await slices.Has(4)).Select(m => m.Text));
        Assert.Equal(["hello world", "abc"], receiver.Messages);
    }

    sealed class Collector : IMessageReceiver
    {
        public ConcurrentQueue<string> Messages { get; } = new();

        public void OnMessage(bool isText, ReadOnlySpan<byte> payload) => Messages.Enqueue(Encoding.UTF8.GetString(payload));
    }
}
