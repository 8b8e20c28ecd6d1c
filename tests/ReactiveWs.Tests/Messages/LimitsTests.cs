using System.Text;
using ReactiveWs.Frames;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Messages;

/// <summary>What a peer may ask for, and what it gets when it asks for more: the close code on the wire, an error and 1006.</summary>
public class LimitsTests
{
    const string Deflate = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

    static async Task ClosesWithAsync(ClientRig rig, int code)
    {
        var errors = rig.Socket.Errors.Record();
        var (first, payload) = await rig.Peer.NextFrameAsync().Soon();
        Assert.Equal((0x88, code), (first, payload[0] << 8 | payload[1]));
        rig.Peer.Vanish();
        Assert.Equal((1006, false), await rig.Socket.Closed.Soon() is var end ? (end.Code, end.WasClean) : default);
        await errors.Has(1);
    }

    [Theory] // the masked frame, a reserved bit and opcode, a long ping, a fragmented one, no message to continue, a second begun, bad UTF-8, bad close frames
    [InlineData("81 81 00000000 61", 1002)]
    [InlineData("C1 01 61", 1002)]
    [InlineData("83 00", 1002)]
    [InlineData("89 7E 007E", 1002)]
    [InlineData("09 00", 1002)]
    [InlineData("80 00", 1002)]
    [InlineData("01 01 61 81 01 61", 1002)]
    [InlineData("81 7E 0001 61", 1002)]
    [InlineData("81 01 FF", 1007)]
    [InlineData("01 01 C3 80 01 28", 1007)]
    [InlineData("81 01 C3", 1007)]
    [InlineData("88 01 03", 1002)]
    [InlineData("88 02 03 ED", 1002)]
    [InlineData("88 03 03 E8 FF", 1007)]
    public async Task A_violation_closes_with_its_code(string bytes, int code)
    {
        await using var rig = await ClientRig.OpenAsync();
        var states = rig.Socket.States.Record();
        await rig.Peer.SendRawAsync(bytes);
        await ClosesWithAsync(rig, code);
        Assert.Equal([ConnectionState.Open, ConnectionState.Closing, ConnectionState.Closed], states.Values);
    }

    [Fact]
    public async Task A_text_fails_at_its_first_impossible_byte_before_the_frame_is_complete()
    {
        await using var rig = await ClientRig.OpenAsync();
        await rig.Peer.SendRawAsync("81 7D 61 FF");
        await ClosesWithAsync(rig, 1007);
    }

    [Theory]
    [InlineData("82 7F 0000000000000041")]
    [InlineData("82 41")]
    public async Task A_header_that_announces_too_much_is_enough_for_1009(string header)
    {
        await using var rig = await ClientRig.OpenAsync(options => options with { MaxMessageSize = 64 });
        await rig.Peer.SendRawAsync(header.StartsWith("82 7F", StringComparison.Ordinal) ? "82 7F 0000000000010001" : header);
        await ClosesWithAsync(rig, 1009);
    }

    [Fact]
    public async Task Fragments_count_together_for_MaxMessageSize()
    {
        await using var rig = await ClientRig.OpenAsync(options => options with { MaxMessageSize = 4 });
        var messages = rig.Socket.Messages.Record();
        await rig.Peer.SendRawAsync("02 02 0102 80 02 0304");
        Assert.Equal(4, (await messages.Has(1))[0].Data.Length);
        await rig.Peer.SendRawAsync("02 02 0102 80 03 030405");
        await ClosesWithAsync(rig, 1009);
    }

    [Fact]
    public async Task More_fragments_than_MaxFragments_close_with_1008()
    {
        await using var rig = await ClientRig.OpenAsync(options => options with { MaxFragments = 3 });
        var messages = rig.Socket.Messages.Record();
        await rig.Peer.SendRawAsync("01 01 61 00 00 80 01 62");
        Assert.Equal("ab", (await messages.Has(1))[0].Text);
        await rig.Peer.SendRawAsync("01 01 61 00 00 00 00 80 01 62");
        await ClosesWithAsync(rig, 1008);
    }

    [Fact]
    public async Task A_compressed_bomb_closes_with_1009()
    {
        var bomb = new System.Buffers.ArrayBufferWriter<byte>();
        using (var deflater = new Deflater(15, noContextTakeover: false)) deflater.Compress(new byte[20_000_000], bomb);
        await using var rig = new ClientRig { Options = new() { PingInterval = TimeSpan.Zero, Compression = new() } };
        await rig.ConnectAsync(Deflate);
        await rig.Peer.SendRawAsync(RawPeer.Frame(0xC2, bomb.WrittenSpan));
        await ClosesWithAsync(rig, 1009);
    }

    [Fact]
    public async Task Corrupt_compressed_data_close_with_1007()
    {
        await using var rig = new ClientRig { Options = new() { PingInterval = TimeSpan.Zero, Compression = new() } };
        await rig.ConnectAsync(Deflate);
        await rig.Peer.SendRawAsync("C1 01 07");
        await ClosesWithAsync(rig, 1007);
    }

    [Fact]
    public async Task Null_is_no_limit()
    {
        await using var rig = await ClientRig.OpenAsync(options => options with { MaxMessageSize = null, MaxFragments = null });
        var messages = rig.Socket.Messages.Record();
        await rig.Peer.SendRawAsync(RawPeer.Frame(0x82, new byte[3_000_000]));
        Assert.Equal(3_000_000, (await messages.Has(1))[0].Data.Length);
    }

    [Fact]
    public async Task Long_messages_come_in_slices_of_ChunkSize_and_one_end_of_data()
    {
        await using var rig = await ClientRig.OpenAsync(options => options with { ChunkSize = 4 });
        var log = EventLog.Of(rig.Socket);
        await rig.Peer.SendTextAsync("abcdefghij");
        await rig.Peer.SendTextAsync("abcd");
        await log.WaitForAsync(6);
        Assert.Equal(["message abcd…", "message efgh…", "message ij", "end of data", "message abcd", "end of data"], log.Events);
    }

    [Theory]
    [InlineData("aé漢😀b")]
    [InlineData("😀😀😀")]
    [InlineData("漢漢漢漢")]
    public async Task A_text_is_cut_between_characters(string text)
    {
        await using var rig = await ClientRig.OpenAsync(options => options with { ChunkSize = 5 });
        var messages = rig.Socket.Messages.Record();
        await rig.Peer.SendTextAsync(text);
        await Until(() => messages.Values.Any(m => m.IsLast));
        Assert.Equal(text, string.Concat(messages.Values.Select(m => m.Text)));
        Assert.All(messages.Values, m => Assert.InRange(Encoding.UTF8.GetByteCount(m.Text!), 1, 5));
        Assert.True(messages.Values.Count > 1);
    }

    [Fact]
    public async Task Binary_slices_join_to_the_message()
    {
        var content = Wire.Random(100_000);
        await using var rig = await ServerRig.OpenAsync(config => config with { ChunkSize = 4096 });
        var messages = rig.Connection.Messages.Record();
        await rig.Peer.SendAsync(RawPeer.Frame(0x82, content));
        await messages.Has(25);
        Assert.Equal(content, messages.Values.SelectMany(m => m.Data.ToArray()));
        Assert.Equal([.. Enumerable.Repeat(false, 24), true], messages.Values.Select(m => m.IsLast));
    }

    [Fact]
    public async Task A_full_inbox_stops_a_message_in_slices_too()
    {
        var permits = new SemaphoreSlim(0);
        var (delivered, handled, most) = (0, 0, 0);
        await using var rig = await ClientRig.OpenAsync(options => options with { ChunkSize = 4 });
        rig.Socket.Messages.SubscribeAwait(async (_, ct) =>
        {
            await permits.WaitAsync(ct);
            Interlocked.Increment(ref handled);
        }, capacity: 2);
        rig.Socket.Messages.Subscribe(_ => most = Math.Max(most, ++delivered - Volatile.Read(ref handled)));
        await rig.Peer.SendRawAsync(RawPeer.Frame(0x82, new byte[400]));
        await Until(() => Volatile.Read(ref delivered) >= 2);
        permits.Release(100);
        await Until(() => Volatile.Read(ref handled) == 100);
        Assert.InRange(most, 2, 4);
    }
}
