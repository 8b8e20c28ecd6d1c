using ReactiveWs.Tests.Bytes;
using ReactiveWs.Tests.Frames;

namespace ReactiveWs.Tests.Messages;

/// <summary>What came before the end is handled before our close frame, as far as the handlers themselves let it.</summary>
public class ClosingBehindHandlersTests
{
    static readonly byte[] s_textThenClose = Wire.Hex("81 81 00000000 61  88 82 00000000 03E8");
    static readonly byte[] s_textThenReservedOpcode = Wire.Hex("81 81 00000000 61  83 80 00000000");

    [Fact]
    public async Task Replies_leave_before_the_answer_to_a_close_frame()
    {
        await using var rig = await ServerRig.OpenAsync(before: server =>
            server.MessageReceived.SubscribeAwait(async (message, ct) => await message.ClientConnection.SendAsync(message.Text!, ct)));

        await rig.Peer.SendRawAsync(s_textThenClose);

        Assert.Equal("810161", await rig.Peer.NextAsync());
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
    }

    [Fact]
    public async Task Replies_leave_before_the_close_frame_that_tells_of_a_violation()
    {
        await using var rig = await ServerRig.OpenAsync(before: server =>
            server.MessageReceived.SubscribeAwait(async (message, ct) => await message.ClientConnection.SendAsync(message.Text!, ct)));

        await rig.Peer.SendRawAsync(s_textThenReservedOpcode);

        Assert.Equal("810161", await rig.Peer.NextAsync());
        Assert.StartsWith("88", await rig.Peer.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_waits_for_the_end_does_not_hold_it_up()
    {
        await using var rig = await ServerRig.OpenAsync(before: server =>
            server.MessageReceived.SubscribeAwait(async (message, _) => await message.ClientConnection.Closed));

        await rig.Peer.SendRawAsync(s_textThenClose);

        Assert.Equal("880203E8", await rig.Peer.NextAsync());
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_holds_up_the_end_for_CloseTimeout_at_most()
    {
        using var never = new ManualResetEventSlim();
        await using var rig = await ServerRig.OpenAsync(config => config with { CloseTimeout = TimeSpan.FromSeconds(3) }, server =>
            server.MessageReceived.SubscribeAwait((_, ct) =>
            {
                never.Wait(ct);
                return default;
            }));
        await rig.Peer.SendRawAsync(s_textThenClose);
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken).Soon();

        rig.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        never.Set();
    }
}
