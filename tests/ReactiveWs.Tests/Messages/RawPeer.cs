using System.Text;
using ReactiveWs.Bytes;
using ReactiveWs.Tests.Bytes;
using ReactiveWs.Tests.Frames;

namespace ReactiveWs.Tests.Messages;

/// <summary>The other end of a link, as bytes: what it sends and reads is hexadecimal, what it reads comes frame by frame and unmasked.</summary>
internal abstract class RawPeer(Stream stream)
{
    /// <summary>A frame as it reads best: its first byte, its length, its payload without the mask.</summary>
    public async Task<string> NextAsync()
    {
        var frame = await NextFrameAsync().Soon();
        return Shown(Frame((byte)frame.First, frame.Payload));
    }

    /// <summary>The next data frame's text; control frames are not expected.</summary>
    public async Task<string> NextTextAsync()
    {
        var (first, payload) = await NextFrameAsync().Soon();
        Assert.Equal(0x81, first);
        return Encoding.UTF8.GetString(payload);
    }

    public async Task<(int First, byte[] Payload)> NextFrameAsync()
    {
        var head = await ReadAsync(2);
        Assert.Equal(ReadsMasked, (head[1] & 0x80) != 0);
        var length = (head[1] & 0x7F) switch
        {
            126 => Number(await ReadAsync(2)),
            127 => Number(await ReadAsync(8)),
            var small => small,
        };
        var mask = ReadsMasked ? await ReadAsync(4) : [];
        var payload = await ReadAsync((int)length);
        for (var i = 0; i < payload.Length && ReadsMasked; i++) payload[i] ^= mask[i & 3];
        return (head[0], payload);
    }

    /// <summary>Sends bytes as they are.</summary>
    public Task SendRawAsync(string hex) => SendRawAsync(Wire.Hex(hex));

    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes).AsTask().Soon();

    /// <summary>Sends one frame that is written without its mask; masks it where this side has to.</summary>
    public Task SendAsync(string hex) => SendAsync(Wire.Hex(hex));

    public Task SendAsync(byte[] frame) => SendRawAsync(Masked(frame));

    public Task SendTextAsync(string text) => SendRawAsync(Masked(Frame(0x81, Encoding.UTF8.GetBytes(text))));

    /// <summary>Reads and forgets so many bytes.</summary>
    public Task ReadBytesAsync(int count) => ReadAsync(count).Soon();

    /// <summary>What else comes until the other end says that nothing more will: nothing, normally.</summary>
    public async Task<string> RestAsync()
    {
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest).Soon();
        return Shown(rest.ToArray());
    }

    /// <summary>Reads and forgets everything, for ever.</summary>
    public Task DrainAsync() => stream.CopyToAsync(Stream.Null);

    /// <summary>Is gone without a word.</summary>
    public void Vanish() => stream.Dispose();

    /// <summary>Says that it will write no more, and still reads.</summary>
    public void EndWriting() => ((MemoryEnd)stream).EndWriting();

    public static byte[] Frame(byte first, ReadOnlySpan<byte> payload) => [first, .. Length(payload.Length), .. payload];

    protected abstract bool ReadsMasked { get; }

    protected async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) head.Append((char)(await ReadAsync(1).Soon())[0]);
        return head.ToString();
    }

    protected Task WriteHeadAsync(string head) => SendRawAsync(Encoding.Latin1.GetBytes(head));

    byte[] Masked(byte[] frame)
    {
        if (ReadsMasked) return frame;
        byte[] key = [0x37, 0xFA, 0x21, 0x3D];
        var header = (frame[1] & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 };
        byte[] masked = [.. frame[..header], .. key, .. frame[header..].Select((b, i) => (byte)(b ^ key[i & 3]))];
        masked[1] |= 0x80;
        return masked;
    }

    async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    static byte[] Length(int length) => length switch
    {
        < 126 => [(byte)length],
        <= 0xFFFF => [126, (byte)(length >> 8), (byte)length],
        _ => [127, 0, 0, 0, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length],
    };

    static long Number(byte[] bytes) => bytes.Aggregate(0L, (number, b) => number << 8 | b);

    static string Shown(byte[] bytes) => Convert.ToHexString(bytes);
}

/// <summary>A server's end: our client speaks to it.</summary>
internal sealed class RawServer(Stream stream) : RawPeer(stream)
{
    protected override bool ReadsMasked => true;

    /// <summary>Reads the request, and answers with 101 and some bytes in the same write; says what the request was.</summary>
    public async Task<string> AcceptAsync(string moreHeaders = "", string andThen = "")
    {
        var head = await ReadHeadAsync();
        byte[] answer = [.. Encoding.Latin1.GetBytes(LoopbackServer.Accepting(head, moreHeaders)), .. Wire.Hex(andThen)];
        await SendRawAsync(answer);
        return head;
    }

    /// <summary>Reads the request, and answers with this.</summary>
    public async Task RefuseAsync(string answer)
    {
        await ReadHeadAsync();
        await WriteHeadAsync(answer);
    }
}

/// <summary>A client's end: our server speaks to it.</summary>
internal sealed class RawClient(Stream stream) : RawPeer(stream)
{
    protected override bool ReadsMasked => false;

    /// <summary>Asks for the upgrade, and says what the answer was.</summary>
    public async Task<string> UpgradeAsync(string target = "/", string moreHeaders = "")
    {
        await RequestAsync(target, moreHeaders);
        return await ReadHeadAsync();
    }

    public Task RequestAsync(string target = "/", string moreHeaders = "") => WriteHeadAsync(
        $"GET {target} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{moreHeaders}\r\n");

    /// <summary>Sends text that need not be a request, and reads all of the answer.</summary>
    public async Task<string> AskAsync(string text)
    {
        await WriteHeadAsync(text);
        return await AnswerAsync();
    }

    public async Task<string> AnswerAsync() => Encoding.UTF8.GetString(Convert.FromHexString(await RestAsync()));
}
