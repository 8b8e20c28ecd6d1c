using ReactiveWs.Bytes;
using ReactiveWs.Frames;
using ReactiveWs.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Messages;

/// <summary>What goes to many is encoded once, written from where it is, and becomes a queue's own only when it has to stay.</summary>
public class SharedFramesTests
{
    static readonly ConnectionSettings s_settings = new()
    {
        MaxMessageSize = 1 << 20, MaxFragments = 100, MaxSendSize = 1 << 20, ChunkSize = int.MaxValue, HighWaterMark = 1 << 20,
    };

    readonly List<Taking> _links = [];

    SendQueue Queue(Taking link, DeflateParameters? deflate = null)
    {
        _links.Add(link);
        return new SendQueue(Side.Server, link, s_settings, deflate, new Ignoring());
    }

    [Fact]
    public void What_a_batch_sends_to_all_leaves_in_one_write_to_each()
    {
        SendQueue[] queues = [Queue(new Taking()), Queue(new Taking()), Queue(new Taking())];
        InBatch(batch =>
        {
            foreach (var text in (string[])["a", "bc", ""])
            {
                var frame = batch.Share(SharedMessage.Of(text));
                foreach (var queue in queues) Queued(queue.SendAsync(frame, batch, Ct));
            }
            Assert.All(_links, link => Assert.Empty(link.Writes));
        });
        Assert.All(_links, link => Assert.Equal(["81 01 61 81 02 62 63 81 00"], link.Writes));
    }

    [Fact]
    public void It_leaves_at_once_outside_a_batch()
    {
        var link = new Taking();
        Queued(Queue(link).SendAsync(SharedFrame.Of(SharedMessage.Of([1, 2])), batch: null, Ct));
        Assert.Equal(["82 02 01 02"], link.Writes);
    }

    [Fact]
    public void Other_sends_keep_their_place_between_shared_ones()
    {
        var link = new Taking();
        var queue = Queue(link);
        InBatch(batch =>
        {
            Share(queue, batch, "a");
            Queued(queue.SendAsync(new OutgoingText("b"), Ct));
            Share(queue, batch, "c");
            queue.SendControl(Opcode.Ping, "d"u8);
        });
        Assert.Equal("81 01 61 81 01 62 81 01 63 89 01 64", string.Join(' ', link.Writes));
    }

    [Fact]
    public void Who_misses_one_gets_the_others_in_order()
    {
        SendQueue[] queues = [Queue(new Taking()), Queue(new Taking())];
        InBatch(batch =>
        {
            Share(queues[0], batch, "a");
            Share(queues[1], batch, "b");
            Share(queues[0], batch, "c");
        });
        Assert.Equal("81 01 61 81 01 63", string.Join(' ', _links[0].Writes));
        Assert.Equal("81 01 62", string.Join(' ', _links[1].Writes));
    }

    [Fact]
    public void What_the_link_does_not_take_outlives_the_batch()
    {
        var link = new Taking(3);
        var queue = Queue(link);
        InBatch(batch =>
        {
            Share(queue, batch, "ab");
            Share(queue, batch, "cd");
        });
        Assert.Equal(["81 02 61"], link.Writes);
        InBatch(batch => Share(Queue(new Taking()), batch, "xxxxxxxx"));     // the memory is used again
        link.Resume();
        Assert.Equal(["81 02 61", "62", "81 02 63 64"], link.Writes);
        Assert.Equal(0, queue.Pending);
    }

    [Fact]
    public void What_was_not_taken_whole_counts_as_undelivered()
    {
        var queue = Queue(new Taking(5));
        InBatch(batch =>
        {
            Share(queue, batch, "ab");
            Share(queue, batch, "cd");
            Share(queue, batch, "ef");
        });
        Assert.Equal(2, queue.End());
    }

    [Fact]
    public void What_was_shared_with_a_broken_link_counts_as_undelivered()
    {
        var queue = Queue(new Taking { Error = new IOException("gone") });
        InBatch(batch => Share(queue, batch, "ab"));
        Assert.Equal(1, queue.End());
    }

    [Fact]
    public void A_queue_that_another_batch_corks_gets_a_copy()
    {
        var link = new Taking();
        var queue = Queue(link);
        InBatch(outer =>
        {
            Share(queue, outer, "a");
            InBatch(inner => Share(queue, inner, "b"));
            InBatch(inner => Share(Queue(new Taking()), inner, "x"));        // the inner batch's memory is used again
            Assert.Empty(link.Writes);
        });
        Assert.Equal("81 01 61 81 01 62", string.Join(' ', link.Writes));
    }

    [Fact]
    public void Memory_that_grows_keeps_what_was_shared_before()
    {
        var link = new Taking();
        var queue = Queue(link);
        var large = new byte[9000];
        InBatch(batch =>
        {
            Share(queue, batch, "a");
            Queued(queue.SendAsync(batch.Share(SharedMessage.Of(large)), batch, Ct));
        });
        Assert.Equal("81 01 61 82 7E 23 28" + string.Concat(Enumerable.Repeat(" 00", 9000)), string.Join(' ', link.Writes));
    }

    [Fact]
    public void A_message_that_is_too_large_is_refused()
    {
        var link = new Taking();
        var queue = Queue(link);
        var sent = queue.SendAsync(SharedFrame.Of(SharedMessage.Of(new byte[(1 << 20) + 1])), batch: null, Ct);
        Assert.Equal(WebSocketErrorCode.InvalidArgument, Assert.IsType<ReactiveWsException>(sent.AsTask().Exception!.InnerException).Code);
        Assert.Empty(link.Writes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_shared_sent_and_taken_the_bytes_are_those_of_the_calls_in_order(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var (link, expected) = (new Taking(random.Next(40)), new List<byte>());
            var queue = Queue(link);
            InBatch(batch =>
            {
                for (var i = 0; i < 12; i++) SendOne(queue, batch, random, expected);
            });
            link.Resume();
            Assert.Equal(Convert.ToHexString([.. expected]), string.Concat(link.Writes).Replace(" ", "", StringComparison.Ordinal));
        }
    }

    static void SendOne(SendQueue queue, Batch batch, Random random, List<byte> expected)
    {
        var payload = new byte[random.Next(10)];
        random.NextBytes(payload);
        var shared = SharedMessage.Of(payload);
        var frame = batch.Share(shared);
        var choice = random.Next(5);
        if (choice == 0) return;                     // this connection is not among those that get it
        expected.AddRange(shared.Frame);
        Queued(choice == 1 ? queue.SendAsync(new OutgoingBytes(payload), Ct) : queue.SendAsync(frame, batch, Ct));
    }

    static void Share(SendQueue queue, Batch batch, string text) => Queued(queue.SendAsync(batch.Share(SharedMessage.Of(text)), batch, Ct));

    static void Queued(ValueTask<SendResult> sent) => Assert.True(sent.IsCompletedSuccessfully);

    static void InBatch(Action<Batch> deliver)
    {
        HandlerScope.Enter();
        var batch = Batch.Enter(loop: null);
        deliver(batch);
        batch.Exit();
    }

    /// <summary>Takes so many bytes, then none until it is resumed; notes each write.</summary>
    sealed class Taking(int room = int.MaxValue) : ByteLink
    {
        readonly TaskCompletionSource _resumed = new();
        int _room = room;

        public List<string> Writes { get; } = [];

        public Exception? Error { get; init; }

        public override int IdleBufferSize => 0;

        public override int LargestWrite => 1;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer) => new(0);

        public override int TryWrite(ReadOnlySpan<byte> bytes)
        {
            if (Error is not null) throw Error;
            var count = Math.Min(bytes.Length, _room);
            _room -= count;
            if (count > 0) Note(bytes[..count]);
            return count;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            await _resumed.Task;
            _room = int.MaxValue;
            Note(bytes.Span);
        }

        public void Resume() => _resumed.SetResult();

        public override ValueTask EndWritingAsync() => default;

        public override void Abort() { }

        void Note(ReadOnlySpan<byte> bytes) => Writes.Add(Convert.ToHexString(bytes).Chunk(2).Select(pair => new string(pair)).Aggregate((a, b) => $"{a} {b}"));
    }

    sealed class Ignoring : ISendEvents
    {
        public void OnSlow() { }

        public void OnBroken(Exception error) { }
    }
}
