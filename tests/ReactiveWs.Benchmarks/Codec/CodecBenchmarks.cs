using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using ReactiveWs.Typed;

namespace ReactiveWs.Benchmarks.Codec;

/// <summary>Generated codecs against <c>JsonSerializer</c> with source generation, on the same records and the same bytes.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "Median", "RatioSD")]
public abstract class CodecBenchmarks<T>
    where T : class
{
    readonly ArrayBufferWriter<byte> _buffer = new(4096);
    readonly JsonTypeInfo<T> _platform;
    readonly Utf8JsonWriter _writer;
    readonly T _value;
    readonly byte[] _json;

    protected CodecBenchmarks(T value, JsonTypeInfo<T> platform)
    {
        (_value, _platform) = (value, platform);
        _writer = new Utf8JsonWriter(_buffer);
        _json = JsonSerializer.SerializeToUtf8Bytes(value, platform);
        // A benchmark of codecs that do not agree would say nothing.
        if (!_json.AsSpan().SequenceEqual(Written())) throw new InvalidOperationException("The two codecs write different bytes.");
        if (ReadGenerated() is null || ReadPlatform() is null) throw new InvalidOperationException("A codec cannot read what it wrote.");
    }

    [Benchmark(Baseline = true), BenchmarkCategory("read")]
    public T? ReadPlatform() => JsonSerializer.Deserialize(_json, _platform);

    [Benchmark, BenchmarkCategory("read")]
    public T? ReadGenerated() => Read(_json);

    [Benchmark, BenchmarkCategory("write")]
    public int WritePlatform()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        JsonSerializer.Serialize(_writer, _value, _platform);
        return _buffer.WrittenCount;
    }

    [Benchmark, BenchmarkCategory("write")]
    public int WriteGenerated()
    {
        _buffer.ResetWrittenCount();
        Write(_buffer, _value);
        return _buffer.WrittenCount;
    }

    /// <summary>As a generated client or peer reads a message.</summary>
    protected abstract T? Read(ReadOnlySpan<byte> json);

    /// <summary>As a generated client or peer writes one.</summary>
    protected abstract void Write(IBufferWriter<byte> output, T value);

    ReadOnlySpan<byte> Written()
    {
        WriteGenerated();
        return _buffer.WrittenSpan;
    }
}

/// <summary>A small message.</summary>
public class SayCodec() : CodecBenchmarks<Say>(new Say("lobby", "good day to everybody", 1234567), PlatformJson.Default.Say)
{
    protected override Say? Read(ReadOnlySpan<byte> json) =>
        EnvelopeReader.TryRead<Say, Generated.ReactiveWs_Benchmarks_Codec_SayCodec>(json, "{"u8, WsCodecOptions.Default, out Say? value, out _) ? value : null;

    protected override void Write(IBufferWriter<byte> output, Say value)
    {
        var writer = new ContractWriter(output, WsCodecOptions.Default);
        writer.StartObject();
        Generated.ReactiveWs_Benchmarks_Codec_SayCodec.WriteMembers(ref writer, value);
        writer.EndObject();
        writer.Flush();
    }
}

/// <summary>Numbers and a date.</summary>
public class QuoteCodec() : CodecBenchmarks<Quote>(
    new Quote("BTC-USD", 67123.45m, 67125.01m, -0.0123, 987654321, new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero)), PlatformJson.Default.Quote)
{
    protected override Quote? Read(ReadOnlySpan<byte> json) =>
        EnvelopeReader.TryRead<Quote, Generated.ReactiveWs_Benchmarks_Codec_QuoteCodec>(json, "{"u8, WsCodecOptions.Default, out Quote? value, out _) ? value : null;

    protected override void Write(IBufferWriter<byte> output, Quote value)
    {
        var writer = new ContractWriter(output, WsCodecOptions.Default);
        writer.StartObject();
        Generated.ReactiveWs_Benchmarks_Codec_QuoteCodec.WriteMembers(ref writer, value);
        writer.EndObject();
        writer.Flush();
    }
}

/// <summary>Nested records in an array.</summary>
public class HistoryCodec() : CodecBenchmarks<History>(
    new History(
        new Guid("11111111-2222-3333-4444-555555555555"), "lobby", null,
        [.. Enumerable.Range(0, 10).Select(i => new Line("ada", $"line number {i}", DateTimeOffset.UnixEpoch.AddSeconds(i)))],
        true), PlatformJson.Default.History)
{
    protected override History? Read(ReadOnlySpan<byte> json) =>
        EnvelopeReader.TryRead<History, Generated.ReactiveWs_Benchmarks_Codec_HistoryCodec>(json, "{"u8, WsCodecOptions.Default, out History? value, out _) ? value : null;

    protected override void Write(IBufferWriter<byte> output, History value)
    {
        var writer = new ContractWriter(output, WsCodecOptions.Default);
        writer.StartObject();
        Generated.ReactiveWs_Benchmarks_Codec_HistoryCodec.WriteMembers(ref writer, value);
        writer.EndObject();
        writer.Flush();
    }
}
