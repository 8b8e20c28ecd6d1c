using System.Buffers;
using ReactiveWs.Typed;

namespace ReactiveWs.Generators.Tests.Typed;

[WsMessage("quote")]
public partial record Quote(string Symbol, decimal Bid, double Change, long Volume, DateTimeOffset At, Guid Id, bool IsLast, int? Depth);

/// <summary>What reading and writing take beside the record and its strings: nothing.</summary>
public class AllocationTests
{
    private const int Rounds = 1000;

    private readonly Quote _quote = new("BTC-USD", 67123.45m, -0.0123, 987654321, new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero), new Guid("11111111-2222-3333-4444-555555555555"), true, 7);
    private readonly ArrayBufferWriter<byte> _output = new(4096);

    private void Write()
    {
        _output.ResetWrittenCount();
        var writer = new ContractWriter(_output, WsCodecOptions.Default);
        writer.StartObject();
        ReactiveWs.Generated.ReactiveWs_Generators_Tests_Typed_QuoteCodec.WriteMembers(ref writer, _quote);
        writer.EndObject();
        writer.Flush();
    }

    private Quote Read()
    {
        bool isRead = EnvelopeReader.TryRead<Quote, ReactiveWs.Generated.ReactiveWs_Generators_Tests_Typed_QuoteCodec>(_output.WrittenSpan, "{"u8, WsCodecOptions.Default, out var quote, out _);
        return isRead ? quote! : throw new InvalidOperationException("what was written cannot be read");
    }

    private static long Allocated(Action action)
    {
        for (int i = 0; i < Rounds; i++) action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++) action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void Writing_allocates_nothing() => Assert.Equal(0, Allocated(Write));

    [Fact]
    public void Reading_allocates_the_record_and_its_strings()
    {
        Write();
        Assert.Equal(_quote, Read());

        long expected = Allocated(() => _ = _quote with { Symbol = new string('x', _quote.Symbol.Length) });

        Assert.Equal(expected, Allocated(() => Read()));
    }
}
