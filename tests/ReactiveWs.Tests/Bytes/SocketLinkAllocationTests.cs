using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

/// <summary>The runtime counts allocations of all threads together, so nothing may run beside these tests.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;

[Collection(nameof(MeasuredAlone))]
public sealed class SocketLinkAllocationTests
{
    [Fact]
    public async Task Ping_pong_allocates_nothing_once_it_is_warm()
    {
        const int Rounds = 1000;
        var (one, other) = await LinkPairs.SocketLinksAsync();
        await PlayAsync(one, other, Rounds);

        var least = long.MaxValue;
        // what other tests left running goes on allocating for a while: one quiet round is proof enough
        for (var attempt = 0; attempt < 200 && least > Rounds; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await PlayAsync(one, other, Rounds);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.InRange(least, 0, Rounds);            // less than a byte per round: what the method itself needs
    }

    static async Task PlayAsync(ByteLink one, ByteLink other, int rounds)
    {
        var (ball, buffer) = ("ball"u8.ToArray(), new byte[16]);
        for (var i = 0; i < rounds; i++)
        {
            var reading = other.ReadAsync(buffer);
            one.TryWrite(ball);
            await reading;
            await other.WriteAsync(ball);
            await one.ReadAsync(buffer);
        }
    }
}
