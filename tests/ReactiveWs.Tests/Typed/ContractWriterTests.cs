using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReactiveWs.Typed;

namespace ReactiveWs.Tests.Typed;

/// <summary>Byte for byte against the platform's writer, one scalar type after the other.</summary>
public class ContractWriterTests
{
    const int Cases = 2000;

    static readonly WsCodecOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Random _random = new(11);

    delegate void Writes(ref ContractWriter writer);

    static string Ours(Writes write, WsCodecOptions? options = null)
    {
        var output = new Cramped();
        var writer = new ContractWriter(output, options ?? WsCodecOptions.Default);
        write(ref writer);
        writer.Flush();
        return Encoding.UTF8.GetString(output.Written);
    }

    static string Platforms(Action<Utf8JsonWriter> write, WsCodecOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, (options ?? WsCodecOptions.Default).Writer);
        write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    static void Agree(string text, WsCodecOptions? options = null) =>
        Assert.Equal(Platforms(w => w.WriteStringValue(text), options), Ours((ref w) => w.Write(text), options));

    [Fact]
    public void Every_character_is_escaped_as_the_platform_does()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            Agree($"a{(char)c}b");
            Agree($"a{(char)c}b", s_relaxed);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ud83d\ude00")]
    [InlineData("\ude00\ud83d")]
    [InlineData("\ud83d")]
    [InlineData("x\ud83d\ud83d\ude00'\n\"")]
    [InlineData("it's \u65e5\u672c, and it's 3 < 4 & 5 + 6")]
    public void Surrogates_and_mixtures_are_escaped_as_the_platform_does(string text)
    {
        Agree(text);
        Agree(text, s_relaxed);
        Agree(text, new WsCodecOptions { Encoder = JavaScriptEncoder.Default });
    }

    [Fact]
    public void Long_strings_are_written_in_pieces()
    {
        Agree(new string('x', 100_000));
        Agree(new string('\'', 10_000));
        Agree(string.Concat(Enumerable.Repeat("\ud83d\ude00 ", 5000)), s_relaxed);
    }

    [Fact]
    public void Text_that_is_UTF_8_already_is_escaped_alike()
    {
        Assert.Equal("\"join\"", Ours((ref w) => w.WriteText("join"u8)));
        Assert.Equal(Platforms(w => w.WriteStringValue("gr\u00f6\u00dfe'"u8)), Ours((ref w) => w.WriteText("gr\u00f6\u00dfe'"u8)));
    }

    [Fact]
    public void Decimals_of_every_scale_are_written_as_the_platform_does()
    {
        for (int i = 0; i < Cases; i++)
        {
            var value = new decimal(_random.Next(), i % 3 == 0 ? 0 : _random.Next(), i % 5 == 0 ? _random.Next() : 0, i % 2 == 0, (byte)_random.Next(29));
            Assert.Equal(Platforms(w => w.WriteNumberValue(value)), Ours((ref w) => w.Write(value)));
        }
        foreach (decimal value in new[] { 0m, 0.00m, -0.0m, 1m, 10m, 0.1m, 1.10m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m })
        {
            Assert.Equal(Platforms(w => w.WriteNumberValue(value)), Ours((ref w) => w.Write(value)));
        }
    }

    [Fact]
    public void Reals_are_written_in_their_shortest_form()
    {
        for (int i = 0; i < Cases; i++)
        {
            double value = BitConverter.Int64BitsToDouble(_random.NextInt64());
            if (!double.IsFinite(value)) continue;
            Assert.Equal(Platforms(w => w.WriteNumberValue(value)), Ours((ref w) => w.Write(value)));
            float single = BitConverter.Int32BitsToSingle(_random.Next());
            if (float.IsFinite(single)) Assert.Equal(Platforms(w => w.WriteNumberValue(single)), Ours((ref w) => w.Write(single)));
        }
    }

    [Fact]
    public void Integers_are_written_to_their_limits()
    {
        Assert.Equal("-128", Ours((ref w) => w.Write(sbyte.MinValue)));
        Assert.Equal("-32768", Ours((ref w) => w.Write(short.MinValue)));
        Assert.Equal("-9223372036854775808", Ours((ref w) => w.Write(long.MinValue)));
        Assert.Equal("18446744073709551615", Ours((ref w) => w.Write(ulong.MaxValue)));
        Assert.Equal(Int128.MinValue.ToString(CultureInfo.InvariantCulture), Ours((ref w) => w.Write(Int128.MinValue)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_refused_or_a_string_where_that_is_allowed(double value)
    {
        Assert.Throws<ArgumentException>(() => Ours((ref w) => w.Write(value)));
        Assert.Throws<ArgumentException>(() => Ours((ref w) => w.Write((float)value)));
        Assert.Throws<ArgumentException>(() => Ours((ref w) => w.Write((Half)value)));
        Assert.Throws<ArgumentException>(() => Ours((ref w) => w.Write(value, JsonNumberHandling.WriteAsString)));
        Assert.Equal($"\"{value.ToString(CultureInfo.InvariantCulture)}\"", Ours((ref w) => w.Write(value, JsonNumberHandling.AllowNamedFloatingPointLiterals)));
    }

    [Fact]
    public void Dates_and_times_are_written_as_the_platform_does()
    {
        for (int i = 0; i < Cases; i++)
        {
            long ticks = _random.NextInt64(DateTime.MaxValue.Ticks) / Power(i % 9) * Power(i % 9);
            var time = new DateTime(ticks, (DateTimeKind)(i % 3));
            Assert.Equal(Platforms(w => w.WriteStringValue(time)), Ours((ref w) => w.Write(time)));
            var offset = TimeSpan.FromMinutes(_random.Next(-840, 841));
            var there = new DateTimeOffset(Math.Clamp(ticks, TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), offset);
            Assert.Equal(Platforms(w => w.WriteStringValue(there)), Ours((ref w) => w.Write(there)));
        }
        Assert.Equal("\"0001-01-01T00:00:00\"", Ours((ref w) => w.Write(DateTime.MinValue)));
        Assert.Equal(Platforms(w => w.WriteStringValue(DateTimeOffset.MaxValue)), Ours((ref w) => w.Write(DateTimeOffset.MaxValue)));
    }

    static long Power(int exponent) => (long)Math.Pow(10, exponent);

    [Fact]
    public void Base64_of_any_length_is_written_as_the_platform_does()
    {
        foreach (int length in Enumerable.Range(0, 50).Concat([3071, 3072, 3073, 20_000]))
        {
            byte[] bytes = new byte[length];
            _random.NextBytes(bytes);
            Assert.Equal(Platforms(w => w.WriteBase64StringValue(bytes)), Ours((ref w) => w.Write(bytes)));
        }
    }

    [Fact]
    public void Elements_are_separated_by_commas_whatever_stands_between_them()
    {
        string json = Ours((ref w) =>
        {
            w.StartObject();
            w.Name(",\"a\":"u8);
            w.StartArray();
            w.Element();
            w.StartObject();
            w.EndObject();
            w.Element();
            w.StartArray();
            w.EndArray();
            w.Element();
            w.WriteNull();
            w.EndArray();
            w.Name("b\"");
            w.Write(true);
            w.NextName(",\"c\":"u8);
            w.Write('\'');
            w.EndObject();
        });

        Assert.Equal("""{"a":[{},[],null],"b\u0022":true,"c":"\u0027"}""", json);
    }

    [Fact]
    public void Nesting_ends_where_the_options_say()
    {
        var options = new WsCodecOptions { MaxDepth = 3 };
        Assert.Equal("[[[", Ours((ref w) => Nest(ref w, 3), options));
        Assert.Contains("MaxDepth", Assert.Throws<InvalidOperationException>(() => Ours((ref w) => Nest(ref w, 4), options)).Message, StringComparison.Ordinal);

        static void Nest(ref ContractWriter writer, int levels)
        {
            for (int i = 0; i < levels; i++) writer.StartArray();
        }
    }

    [Fact]
    public void Elements_of_the_platform_count_the_levels_around_them()
    {
        using var document = JsonDocument.Parse("[[1]]");
        var options = new WsCodecOptions { MaxDepth = 3 };
        Assert.Equal("[[[1]]", Ours((ref w) => Inside(ref w, 1), options));
        Assert.Throws<InvalidOperationException>(() => Ours((ref w) => Inside(ref w, 2), options));

        void Inside(ref ContractWriter writer, int levels)
        {
            for (int i = 0; i < levels; i++) writer.StartArray();
            writer.Write(document.RootElement);
        }
    }

    [Fact]
    public void Enums_are_written_by_name_and_by_number_where_they_have_none()
    {
        Assert.Equal("\"Friday\"", Ours((ref w) => w.WriteEnumName(DayOfWeek.Friday)));
        Assert.Equal("17", Ours((ref w) => w.WriteEnumName((DayOfWeek)17)));
        Assert.Equal("\"ReadOnly, Hidden\"", Ours((ref w) => w.WriteEnumName(FileAttributes.ReadOnly | FileAttributes.Hidden)));
    }

    [Fact]
    public void A_type_that_no_context_knows_is_named()
    {
        var error = Assert.Throws<NotSupportedException>(() => Ours((ref w) => w.WriteForeign(new StringBuilder())));
        Assert.Contains("StringBuilder", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Gives what it was asked for and not a byte more, so that every piece begins anew.</summary>
    sealed class Cramped : IBufferWriter<byte>
    {
        readonly List<byte> _written = [];
        byte[] _piece = [];

        public byte[] Written => [.. _written];

        public void Advance(int count) => _written.AddRange(_piece.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0) => _piece = new byte[Math.Max(1, sizeHint)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
