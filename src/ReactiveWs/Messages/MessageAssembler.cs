using System.Text.Unicode;
using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>
/// Bytes in, messages out: puts fragments together, inflates, validates text, and checks what only a sequence of frames can break.
/// Sans-I/O; unmasks in place. The twin of <see cref="MessageSplitter"/>.
/// </summary>
internal sealed class MessageAssembler(Side side, ConnectionSettings settings, DeflateParameters? deflate)
{
    readonly PooledBuffer _message = new();
    Inflater? _inflater;
    Utf8Validator _utf8;

    Opcode _opcode;              // of the message under way; Continuation when there is none
    bool _compressed;
    long _size;                  // payload bytes announced so far for the message under way, as on the wire
    int _fragments;

    bool _inFrame;
    bool _fin;
    bool _ending;                // whether all of the message is there, and its end still to be delivered
    long _remaining;             // of the frame under way
    uint? _mask;
    int _phase;

    /// <summary>The rule that the peer broke; nothing is consumed after that.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>How many bytes a frame needs that waits to be read whole; 0 when none does.</summary>
    public int WantedSize { get; private set; }

    bool IsText => _opcode == Opcode.Text;

    /// <summary>Consumes as much of the input as it can, and says how much that was.</summary>
    public int Consume(Span<byte> input, int capacity, IMessageSink sink)
    {
        var consumed = 0;
        WantedSize = 0;
        if (!DeliverRest(sink)) return 0;
        while (Violation is null)
        {
            var rest = input[consumed..];
            var step = _inFrame ? ContinueFrame(rest, sink) : BeginFrame(rest, capacity, sink);
            consumed += step.Consumed;
            if (step.Stop) break;
        }
        return consumed;
    }

    /// <summary>Returns what is rented.</summary>
    public void Release()
    {
        _message.Clear();
        _inflater?.Dispose();
        _inflater = null;
    }

    Step BeginFrame(Span<byte> rest, int capacity, IMessageSink sink)
    {
        var read = FrameReader.ReadHeader(rest, side, deflate is not null);
        if (!read.IsComplete)
        {
            Violation = read.Violation;
            return Step.Wait;
        }
        var header = read.Header;
        return header.Opcode >= Opcode.Close ? ControlFrame(header, rest, sink) : DataFrame(header, rest, capacity, sink);
    }

    Step ControlFrame(in FrameHeader header, Span<byte> rest, IMessageSink sink)
    {
        var size = header.Size + (int)header.PayloadLength;
        if (rest.Length < size) return Step.Wait;
        var payload = rest[header.Size..size];
        if (header.Mask is { } mask) Masking.Apply(payload, mask);
        switch (header.Opcode)
        {
            case Opcode.Ping: sink.OnPing(payload); return Step.Past(size);
            case Opcode.Pong: sink.OnPong(payload); return Step.Past(size);
            default: return CloseFrame(payload, size, sink);
        }
    }

    Step CloseFrame(ReadOnlySpan<byte> payload, int size, IMessageSink sink)
    {
        var read = ClosePayload.Parse(payload);
        if (read.Violation is { } violation) return Fail(violation);
        sink.OnClose(read.Payload);
        return Step.StopAfter(size);
    }

    Step DataFrame(in FrameHeader header, Span<byte> rest, int capacity, IMessageSink sink)
    {
        if (BrokenRule(header) is { } violation) return Fail(violation);
        var whole = header.Fin && header.Opcode != Opcode.Continuation && !header.Compressed && header.PayloadLength <= settings.ChunkSize;
        var size = header.Size + header.PayloadLength;
        if (whole && rest.Length >= size) return WholeMessage(header, rest[header.Size..(int)size], (int)size, sink);
        if (whole && header.Opcode == Opcode.Binary && size <= capacity) return WaitForWhole((int)size);
        EnterFrame(header);
        return Step.Past(header.Size);
    }

    /// <summary>The usual case: an unfragmented, uncompressed message that is all there. Nothing is copied.</summary>
    Step WholeMessage(in FrameHeader header, Span<byte> payload, int size, IMessageSink sink)
    {
        if (header.Mask is { } mask) Masking.Apply(payload, mask);
        var isText = header.Opcode == Opcode.Text;
        if (isText && !Utf8.IsValid(payload)) return Fail(Violation.InvalidUtf8);
        return sink.OnMessage(isText, payload, isLast: true) ? Step.Past(size) : Step.StopAfter(size);
    }

    Step WaitForWhole(int size)
    {
        WantedSize = size;
        return Step.Wait;
    }

    /// <summary>What a frame can break with regard to the frames before it (§5.4), or to the limits.</summary>
    Violation? BrokenRule(in FrameHeader header)
    {
        var continues = header.Opcode == Opcode.Continuation;
        if (continues && _opcode == Opcode.Continuation) return Violation.UnexpectedContinuation;
        if (!continues && _opcode != Opcode.Continuation) return Violation.ExpectedContinuation;
        if (header.PayloadLength > Limit(header.Compressed || (continues && _compressed)) - _size) return Violation.MessageTooBig;
        return _fragments >= settings.MaxFragments ? Violation.TooManyFragments : null;
    }

    // What cannot be compressed gets longer: by 5 bytes a stored block, and by as many again where blocks are flushed. 1/16 allows for that in each
    // 256 bytes, the smallest window. The inflater holds the message itself to the limit.
    long Limit(bool compressed) => compressed && settings.MaxMessageSize < long.MaxValue / 2
        ? settings.MaxMessageSize + settings.MaxMessageSize / 16 + 64
        : settings.MaxMessageSize;

    void EnterFrame(in FrameHeader header)
    {
        if (header.Opcode != Opcode.Continuation)
        {
            _opcode = header.Opcode;
            _compressed = header.Compressed;
        }
        _size += header.PayloadLength;
        _fragments++;
        (_inFrame, _fin, _remaining, _mask, _phase) = (true, header.Fin, header.PayloadLength, header.Mask, 0);
    }

    Step ContinueFrame(Span<byte> rest, IMessageSink sink)
    {
        var part = rest[..(int)Math.Min(rest.Length, _remaining)];
        if (part.IsEmpty && _remaining > 0) return Step.Wait;
        if (_mask is { } mask) Masking.Apply(part, mask, _phase);
        _phase = (_phase + part.Length) & 3;
        _remaining -= part.Length;
        var atEnd = _remaining == 0 && _fin;
        if (Append(part, atEnd) is { } violation) return Fail(violation);
        if (_remaining == 0) (_inFrame, _ending) = (false, _fin);
        var goesOn = DeliverRest(sink);
        return goesOn ? Step.Past(part.Length) : Step.StopAfter(part.Length);
    }

    /// <summary>Adds payload to the message, and fails as early as the bytes allow (§8.1).</summary>
    Violation? Append(ReadOnlySpan<byte> part, bool endsMessage)
    {
        var before = _message.Count;
        if (_compressed)
        {
            _inflater ??= deflate!.CreateInflater(side);
            if (_inflater.Inflate(part, endsMessage, _message, settings.MaxMessageSize) is { } violation) return violation;
        }
        else
        {
            _message.Append(part);
        }
        if (!IsText) return null;
        var valid = _utf8.Append(_message.Written[before..]) && (!endsMessage || _utf8.IsComplete);
        return valid ? null : Violation.InvalidUtf8;
    }

    /// <summary>Delivers slices and the end of the message under way, until the sink wants no more for now.</summary>
    bool DeliverRest(IMessageSink sink)
    {
        while (_message.Count > settings.ChunkSize)
        {
            var cut = IsText ? CharacterBoundary(_message.Written, settings.ChunkSize) : settings.ChunkSize;
            var goesOn = sink.OnMessage(IsText, _message.Written[..cut], isLast: false);
            _message.RemoveFirst(cut);
            if (!goesOn) return false;
        }
        if (!_ending) return true;
        _ending = false;
        return EndMessage(sink);
    }

    /// <summary>The last position up to the limit at which no character is cut. The limit is at least as long as the longest character.</summary>
    static int CharacterBoundary(ReadOnlySpan<byte> text, int limit)
    {
        while ((text[limit] & 0b1100_0000) == 0b1000_0000) limit--;
        return limit;
    }

    bool EndMessage(IMessageSink sink)
    {
        var isText = IsText;
        _opcode = Opcode.Continuation;
        (_size, _fragments) = (0, 0);
        _utf8.Reset();
        var goesOn = sink.OnMessage(isText, _message.Written, isLast: true);
        _message.Clear();
        return goesOn;
    }

    Step Fail(Violation violation)
    {
        Violation = violation;
        return Step.Wait;
    }

    /// <summary>How far one step came, and whether it is the last for now.</summary>
    readonly record struct Step(int Consumed, bool Stop)
    {
        public static Step Wait => new(0, true);

        public static Step Past(int count) => new(count, false);

        public static Step StopAfter(int count) => new(count, true);
    }
}
