using System.Text.Unicode;
using ReactiveWs.Frames;
using ReactiveWs.Messages;
using static ReactiveWs.Fuzz.BrokenPropertyException;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>Feeds an assembler as the receive loop does, and notes what it tells.</summary>
internal sealed class FrameRecorder : IMessageSink
{
    byte[] _log = new byte[64 * 1024];
    byte[] _buffer = new byte[8 * 1024];
    int _logged;
    long _inMessage;
    bool _stopped;
    bool _sliced;
    FrameSettings _settings;

    public Violation? Violation { get; private set; }

    public bool Closed { get; private set; }

    public int Messages { get; private set; }

    /// <summary>Bytes that were not consumed.</summary>
    public int Left { get; private set; }

    /// <summary>Which events came in which order, their sizes by magnitude.</summary>
    public ulong Trail => _trail.Value;

    /// <summary>All that was told, byte for byte.</summary>
    public ReadOnlySpan<byte> Log => _log.AsSpan(0, _logged);

    StateHash _trail = new();

    /// <summary>Consumes the wire until its end, a close frame or a broken rule.</summary>
    public void Feed(ReadOnlySpan<byte> wire, FrameSettings settings, bool inPieces)
    {
        (_settings, _logged, _inMessage, Closed, Messages, _trail, _sliced) = (settings, 0, 0, false, 0, new StateHash(), false);
        var assembler = new MessageAssembler(settings.Side, settings.Connection, settings.Deflate);
        try
        {
            if (_buffer.Length < wire.Length) _buffer = new byte[wire.Length];
            if (inPieces) FeedPieces(assembler, wire);
            else Left = Feed(assembler, wire, start: 0, end: 0);
            Violation = assembler.Violation;
        }
        finally
        {
            assembler.Release();
        }
    }

    void FeedPieces(MessageAssembler assembler, ReadOnlySpan<byte> wire)
    {
        var random = (uint)_settings.SplitSeed | 1;
        int start = 0, end = 0;
        while (end < wire.Length && !Closed && assembler.Violation is null)
        {
            random = random * 1664525 + 1013904223;
            var most = (random >> 28) < 6 ? 1 : 1 + (int)(random >> 24);
            var piece = wire[end..Math.Min(wire.Length, end + most)];
            start = end + piece.Length - Feed(assembler, piece, start, end);
            end += piece.Length;
        }
        Left = end - start;
    }

    /// <summary>Adds a piece behind what is left in the buffer, and returns how much of it is left then.</summary>
    int Feed(MessageAssembler assembler, ReadOnlySpan<byte> piece, int start, int end)
    {
        piece.CopyTo(_buffer.AsSpan(end));
        end += piece.Length;
        var (calls, told) = (0, _logged);
        do
        {
            _stopped = false;
            var consumed = assembler.Consume(_buffer.AsSpan(start, end - start), _settings.Capacity, this);
            ThrowUnless(consumed >= 0 && consumed <= end - start, "no more is consumed than there is");
            // each call consumes a byte or tells one
            ThrowUnless(++calls <= end + 1 + _logged - told, "consuming comes to an end");
            start += consumed;
        }
        while (_stopped && !Closed && assembler.Violation is null);
        return end - start;
    }

    public bool OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast)
    {
        ThrowUnless(!Closed, "nothing follows a close frame");
        ThrowUnless(!isText || Utf8.IsValid(payload), "a text, and each slice of it, is UTF-8");
        ThrowUnless(!_settings.Slices || payload.Length <= _settings.Connection.ChunkSize, "a slice is no longer than ChunkSize");
        _inMessage += payload.Length;
        ThrowUnless(_inMessage <= _settings.MaxMessageSize, "a message is no larger than MaxMessageSize");
        Append(payload);
        Note(isText ? 1 : 2, isLast ? payload.Length : -1);
        if (isLast) EndMessage(isText);
        _sliced = !isLast;
        var stops = _settings.Pauses && (payload.Length & 1) != 0;
        _stopped |= stops;
        return !stops;
    }

    void EndMessage(bool isText)
    {
        Mark(isText ? (byte)1 : (byte)2, _inMessage);
        _inMessage = 0;
        Messages++;
    }

    public void OnPing(ReadOnlySpan<byte> payload) => Control(3, payload);

    public void OnPong(ReadOnlySpan<byte> payload) => Control(4, payload);

    public void OnClose(ClosePayload payload)
    {
        ThrowUnless(!Closed, "a close frame is told once");
        ThrowUnless(payload.Code == CloseCode.NoStatus || CloseCode.MayBeReceived(payload.Code), "a close code is one that may be received");
        Closed = true;
        Mark(5, payload.Code);
        Note(5, payload.Code);
    }

    void Control(byte kind, ReadOnlySpan<byte> payload)
    {
        ThrowUnless(payload.Length <= 125, "a control frame carries at most 125 bytes");
        Append(payload);
        Mark(kind, payload.Length);
        Note(kind, payload.Length);
    }

    void Note(int kind, long size)
    {
        _trail.Add(_sliced ? kind + 16 : kind);
        _trail.AddSize(Math.Max(0, size));
    }

    void Mark(byte kind, long size)
    {
        Append([kind, (byte)size, (byte)(size >> 8), (byte)(size >> 16)]);
    }

    void Append(ReadOnlySpan<byte> bytes)
    {
        if (_log.Length - _logged < bytes.Length) Array.Resize(ref _log, (_logged + bytes.Length) * 2);
        bytes.CopyTo(_log.AsSpan(_logged));
        _logged += bytes.Length;
    }
}
