using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.PeerFaults;

/// <summary>Three faults that were measured in the server library Fleck (its last commit): each begins with what happened there. Alone: it measures the memory of the process.</summary>
[Collection(nameof(ListensToTheProcess))]
public class FleckFaultTests
{
    /// <summary>There: the first fragment was glued to the ping (<c>HelP</c>), and the connection closed (against RFC 6455 §5.4).</summary>
    [Fact]
    public async Task A_ping_between_two_fragments_is_answered_and_the_message_is_whole()
    {
        await using var rig = await ServerRig.OpenAsync();
        var messages = rig.Connection.Messages.Record();

        await rig.Peer.SendAsync("01 03 48 65 6C");
        await rig.Peer.SendAsync("89 01 50");
        await rig.Peer.SendAsync("80 02 6C 6F");

        Assert.Equal("8A0150", await rig.Peer.NextAsync());
        Assert.Equal("Hello", (await messages.Has(1))[0].Text);
        await rig.Connection.SendAsync("still here", Ct);
        Assert.Equal("still here", await rig.Peer.NextTextAsync());
    }

    /// <summary>There: it was accepted, and any page could speak in its visitor's name.</summary>
    [Fact]
    public async Task A_page_of_another_origin_is_refused()
    {
        await using var rig = new ServerRig();
        var (errors, connects) = (rig.Server.Errors.Record(), rig.Server.Connects.Record());
        var peer = rig.Arrive();
        await peer.RequestAsync(moreHeaders: "Origin: http://evil.example\r\n");
        var answer = await peer.AnswerAsync();

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.Contains("http://evil.example", answer, StringComparison.Ordinal);
        Assert.Equal(403, (await errors.Has(1))[0].HttpStatus);
        Assert.Empty(connects.Values);
    }

    /// <summary>There: it was accepted, and the working set grew to 385 MB.</summary>
    [Fact]
    public async Task A_message_of_32_MiB_is_refused_with_1009_at_its_first_bytes()
    {
        await using var rig = await ServerRig.OpenAsync();
        var errors = rig.Connection.Errors.Record();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await rig.Peer.SendRawAsync("82 FF 00000000 02000000 00000000 00 00 00");

        Assert.StartsWith("88", await rig.Peer.NextAsync(), StringComparison.Ordinal);
        Assert.Equal(WebSocketErrorCode.LimitExceeded, (await errors.Has(1))[0].Code);
        Assert.Contains("1009", errors.Values[0].Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 50_000_000);
    }
}
