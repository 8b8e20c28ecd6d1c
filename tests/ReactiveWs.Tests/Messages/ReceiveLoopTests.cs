namespace ReactiveWs.Tests.Messages;

/// <summary>How the loop reads: through the public face, with the reads in view.</summary>
public sealed class ReceiveLoopTests : IDisposable
{
    const int Idle = 512;
    const int Large = 64 * 1024;

    CountingStream _link = new(Stream.Null);

    public void Dispose() => _link.Dispose();

    [Fact]
    public async Task A_busy_loop_waits_with_its_large_buffer_and_gives_it_back_with_the_next_few_bytes()
    {
        await using var rig = new ClientRig { Wrap = stream => _link = new CountingStream(stream) };
        await rig.ConnectAsync();
        var messages = 0;
        rig.Socket.Messages.Subscribe(_ => messages++);
        Task WaitsWithAsync(int size, int after) => Guard.Until(() => Volatile.Read(ref messages) == after && _link.Reads[^1] == size);
        await WaitsWithAsync(Idle, after: 0);

        for (var busy = 1; busy <= 2; busy++)
        {
            await rig.Peer.SendTextAsync(new string('x', 4000));
            await WaitsWithAsync(Large, after: busy);
        }

        await rig.Peer.SendTextAsync("few");
        await WaitsWithAsync(Idle, after: 3);
    }
}
