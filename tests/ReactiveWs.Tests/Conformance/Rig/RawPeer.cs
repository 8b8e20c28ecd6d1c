using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>The other end: writes any bytes, and reads frames as strictly as the RFC lets it. Keeps a record of both.</summary>
/// <param name="stream">The link; owned.</param>
/// <param name="isClient">Whether it plays the client: then what it sends is masked, and what it gets must not be.</param>
internal sealed class RawPeer(Stream stream, bool isClient) : IAsyncDisposable
{
    const int RecordedBytes = 64;

    readonly StringBuilder _record = new();
    readonly ByteLink _link = StreamLink.Over(stream);
    byte[] _buffer = new byte[64 * 1024];
    int _start;
    int _end;

    /// <summary>The masking keys of the frames received.</summary>
    public List<uint> Keys { get; } = [];

    /// <summary>All bytes that went both ways, in hexadecimal, long runs cut.</summary>
    public string Record
    {
        get
        {
            lock (_record) return _record.ToString();
        }
    }

    /// <summary>All frames in one write, or in writes of so many bytes.</summary>
    public Task SendAsync(IEnumerable<RawFrame> frames, int chop, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        foreach (var frame in frames) bytes.Write(frame.Encode(isClient));
        return WriteAsync(bytes.ToArray(), chop, cancellation);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, int chop, CancellationToken cancellation)
    {
        Note("sent", bytes.Span);
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(chop, bytes.Length)..])
            await stream.WriteAsync(bytes[..Math.Min(chop, bytes.Length)], cancellation);
    }

    /// <summary>A handshake's head, its empty line included.</summary>
    public async Task<string> ReadHeadAsync(CancellationToken cancellation)
    {
        var length = 0;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
            Assert.True(await FillAsync(cancellation), "the link ended in the middle of the head");
        return Encoding.Latin1.GetString(Take(length + 4));
    }

    /// <summary>The next frame; null at the end of the link.</summary>
    public async Task<RawFrame?> ReadAsync(CancellationToken cancellation)
    {
        if (_start == _end && !await FillAsync(cancellation)) return null;
        await NeedAsync(2, cancellation);
        var (first, second) = (_buffer[_start], _buffer[_start + 1]);
        Take(2);
        Assert.True(second >= 0x80 != isClient, isClient ? "a server's frame is masked" : "a client's frame is not masked");
        var length = await ReadLengthAsync(second & 0x7F, cancellation);
        var key = isClient ? [] : await TakeAsync(4, cancellation);
        var payload = await TakeAsync(length, cancellation);
        if (key.Length > 0) Unmask(payload, key);
        var frame = new RawFrame(first, payload);
        lock (_record) _record.Append("frame ").AppendLine(frame.ToString());
        return frame;
    }

    /// <summary>All bytes up to the end of the link.</summary>
    public async Task<byte[]> ReadToEndAsync(CancellationToken cancellation)
    {
        while (await FillAsync(cancellation))
        {
        }
        return Take(_end - _start);
    }

    /// <summary>Says that no more will be sent.</summary>
    public ValueTask EndAsync() => _link.EndWritingAsync();

    public ValueTask DisposeAsync() => _link.CloseAsync();

    void Unmask(byte[] payload, byte[] key)
    {
        Keys.Add(BitConverter.ToUInt32(key));
        for (var at = 0; at < payload.Length; at++) payload[at] ^= key[at & 3];
    }

    async Task<int> ReadLengthAsync(int seven, CancellationToken cancellation)
    {
        if (seven <= 125) return seven;
        var length = (await TakeAsync(seven == 126 ? 2 : 8, cancellation)).Aggregate(0L, (value, next) => value << 8 | next);
        Assert.True(length > (seven == 126 ? 125 : 65535), $"the length {length} is not written in the fewest bytes");
        return checked((int)length);
    }

    async Task<byte[]> TakeAsync(int count, CancellationToken cancellation)
    {
        await NeedAsync(count, cancellation);
        return Take(count);
    }

    byte[] Take(int count)
    {
        var taken = _buffer[_start..(_start + count)];
        _start += count;
        return taken;
    }

    async Task NeedAsync(int count, CancellationToken cancellation)
    {
        while (_end - _start < count) Assert.True(await FillAsync(cancellation, count), "the link ended in the middle of a frame");
    }

    async Task<bool> FillAsync(CancellationToken cancellation, int wanted = 1)
    {
        MakeRoom(wanted);
        var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
        Note("got", _buffer.AsSpan(_end, count));
        _end += count;
        return count > 0;
    }

    void MakeRoom(int wanted)
    {
        if (_end < _buffer.Length && _buffer.Length - _start >= wanted) return;
        var held = _buffer.AsSpan(_start, _end - _start);
        var room = new byte[Math.Max(wanted + 64 * 1024, held.Length + 64 * 1024)];
        held.CopyTo(room);
        (_buffer, _end, _start) = (room, held.Length, 0);
    }

    void Note(string what, ReadOnlySpan<byte> bytes)
    {
        lock (_record)
        {
            if (_record.Length > 8192) return;
            _record.Append(what).Append(' ').Append(bytes.Length).Append(": ").AppendLine(Convert.ToHexString(bytes[..Math.Min(bytes.Length, RecordedBytes)]));
        }
    }
}
