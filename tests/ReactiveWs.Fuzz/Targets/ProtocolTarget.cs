using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using ReactiveWs.Messages;
using static ReactiveWs.Fuzz.BrokenPropertyException;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>The generated client of a protocol, given whole messages: dispatch, codecs and streams.</summary>
/// <remarks>An input is a message: binary when its first byte is 0, which is then left out; text otherwise.</remarks>
internal sealed class ProtocolTarget : FuzzTarget
{
    readonly IConnectionEvents _socket;
    readonly ArrayBufferWriter<byte> _written = new();
    readonly ArrayBufferWriter<byte> _again = new();
    string _told = "";
    Exception? _failure;

    public ProtocolTarget() : base("protocol")
    {
        var socket = new ReactiveWebSocket();
        var client = new Desk.Client(socket);
        client.Quotes.Subscribe(Told);
        client.Notes.Subscribe(Told);
        client.Numberses.Subscribe(Told);
        client.Trades.Subscribe(Told);
        client.Blobs.Subscribe(blob => Tell($"Blob of {(blob.Data.Length == 0 ? "nothing" : "something")}"));
        client.Ticks.Subscribe(_ => Tell("Tick"));
        client.Unknowns.Subscribe(_ => Tell("unknown"));
        client.Malformeds.Subscribe(malformed => Tell($"malformed: expected {malformed.Reason.Expected}, found {malformed.Reason.Found.Split(" at line")[0]}"));
        // the streams protect themselves from what their subscribers throw: it arrives here, as does what the generated code throws
        socket.Errors.Subscribe(error => _failure = error.InnerException ?? error);
        _socket = socket;
    }

    public override IEnumerable<byte[]> Seeds() => Corpus.Texts(Name).Select(text => text.AsSpan().TrimEnd("\r\n"u8).ToArray());

    public override byte[] Mutate(byte[] input, byte[] other, Random random) => JsonMutation.Of(input, other, random);

    public override Outcome Run(ReadOnlySpan<byte> input)
    {
        (_told, _failure) = ("", null);
        var isText = input.IsEmpty || input[0] != 0;
        // only UTF-8 gets here as text: the assembler sees to that
        if (isText && !System.Text.Unicode.Utf8.IsValid(input)) return new Outcome("not UTF-8", 1);
        _socket.OnMessage(isText, isText ? input : input[1..], isLast: true);
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
        CheckInFull(input);
        var state = new StateHash();
        state.Add(_told);
        state.AddSize(input.Length);
        return new Outcome(_told.Length == 0 ? "passed over" : _told, state.Value);
    }

    void Told<T>(T message) where T : IWsContract<T>
    {
        Tell(typeof(T).Name);
        if (HasInfinity(message)) return;
        Write(message, _written);
        var reader = new Utf8JsonReader(_written.WrittenSpan, WsCodecOptions.Default.Reader);
        ThrowUnless(T.TryRead(ref reader, WsCodecOptions.Default, out var read, out _), "what is written can be read");
        Write(read!, _again);
        ThrowUnless(_written.WrittenSpan.SequenceEqual(_again.WrittenSpan), "what is read again is the same");
    }

    // as System.Text.Json reads it, 1e400 is infinity, which JSON has no word for: it is told, and cannot be written
    static bool HasInfinity<T>(T message) => message switch
    {
        Desk.Quote { Change: { } change } => double.IsInfinity(change),
        Desk.Trade trade => double.IsInfinity(trade.Rate),
        Desk.Numbers numbers => float.IsInfinity(numbers.F),
        _ => false,
    };

    void Tell(string what)
    {
        ThrowUnless(_told.Length == 0, "a message is told once");
        _told = what;
    }

    void CheckInFull(ReadOnlySpan<byte> input)
    {
        if (_told == nameof(Desk.Quote)) CheckInFull<Desk.Quote>(input);
        if (_told == nameof(Desk.Note)) CheckInFull<Desk.Note>(input);
        if (_told == nameof(Desk.Numbers)) CheckInFull<Desk.Numbers>(input);
        if (_told == nameof(Desk.Trade)) CheckInFull<Desk.Trade>(input);
    }

    // what looks as our own writers make it was read in one pass, without the platform's reader
    void CheckInFull<T>(ReadOnlySpan<byte> input) where T : IWsContract<T>
    {
        var reader = new Utf8JsonReader(input, WsCodecOptions.Default.Reader);
        ThrowUnless(T.TryRead(ref reader, WsCodecOptions.Default, out var read, out _), "what is told can be read in full");
        while (reader.Read())
        {
            // throws where it is not JSON
        }
        if (HasInfinity(read!)) return;
        Write(read!, _again);
        ThrowUnless(_written.WrittenSpan.SequenceEqual(_again.WrittenSpan), "what is read in full is the same");
    }

    static void Write<T>(T message, ArrayBufferWriter<byte> output) where T : IWsContract<T>
    {
        output.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(output, WsCodecOptions.Default.Writer);
        T.Write(writer, message, WsCodecOptions.Default);
    }
}
