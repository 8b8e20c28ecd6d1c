using System.Globalization;
using System.Text;
using System.Text.Json;
using ReactiveWs.Typed;

namespace ReactiveWs.Tests.Typed;

/// <summary>What the plain reader accepts means the same to the platform's; the rest it declines.</summary>
public class PlainReaderTests
{
    const int Cases = 20_000;

    delegate bool Read<T>(ref PlainReader reader, out T? value);

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"hello, everyone\"", "hello, everyone")]
    [InlineData("\"it's <b> & +1\u007f\"", "it's <b> & +1\u007f")]
    [InlineData("\"Größe 漢字 🎈\"", "Größe 漢字 🎈")]
    public void Strings_without_escapes_are_read(string json, string value) => Accepts(json, value, Text);

    [Theory]
    [InlineData("\"a\\nb\"")]
    [InlineData("\"\\u0041\"")]
    [InlineData("\"ä\\u0041\"")]
    [InlineData("\"a\tb\"")]
    [InlineData("\"ä\tb\"")]
    [InlineData("\"open")]
    [InlineData("\"öffen")]
    [InlineData("\"")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("5")]
    public void Other_strings_are_declined(string json) => Declines<string?>(json, Text);

    [Fact]
    public void A_string_that_is_not_Unicode_is_declined()
    {
        byte[] json = [(byte)'"', 0xC3, (byte)'"', (byte)'}'];
        var reader = new PlainReader(json, isFirst: true);
        Assert.False(reader.TryRead(out string? _));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("2147483647", int.MaxValue)]
    public void Integers_in_range_are_read(string json, int value) => Accepts(json, value, Integer);

    [Theory]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    [InlineData("9999999999999999999")]
    [InlineData("01")]
    [InlineData("-0")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"1\"")]
    public void Other_integers_are_declined(string json) => Declines<int>(json, Integer);

    [Theory]
    [InlineData("-1")]
    [InlineData("-0")]
    public void An_unsigned_integer_has_no_sign(string json) => Declines(json, (ref PlainReader reader, out ulong value) => reader.TryRead(out value));

    [Fact]
    public void A_small_integer_type_has_its_own_range()
    {
        Declines("128", (ref PlainReader reader, out sbyte value) => reader.TryRead(out value));
        Accepts("-128", sbyte.MinValue, (ref PlainReader reader, out sbyte value) => reader.TryRead(out value));
        Declines("256", (ref PlainReader reader, out byte value) => reader.TryRead(out value));
        Accepts("255", byte.MaxValue, (ref PlainReader reader, out byte value) => reader.TryRead(out value));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.5")]
    [InlineData("-12.25")]
    [InlineData("67123.450")]
    [InlineData("1234567.12345")]
    public void Numbers_are_read_as_the_platform_reads_them(string json)
    {
        Accepts(json, double.Parse(json, CultureInfo.InvariantCulture), Number);
        Accepts(json, decimal.Parse(json, CultureInfo.InvariantCulture), Money);
    }

    [Theory]
    [InlineData("-0")]
    [InlineData("0.0")]
    [InlineData("00.5")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("1.5E-3")]
    [InlineData("-.5")]
    [InlineData("NaN")]
    [InlineData("12345678901234567890.5")]
    [InlineData("\"1.5\"")]
    public void Other_numbers_are_declined(string json)
    {
        Declines<double>(json, Number);
        Declines<decimal>(json, Money);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Booleans_are_read(string json, bool value) => Accepts(json, value, Truth);

    [Theory]
    [InlineData("True")]
    [InlineData("tru")]
    [InlineData("1")]
    [InlineData("null")]
    public void Other_booleans_are_declined(string json) => Declines<bool>(json, Truth);

    [Fact]
    public void A_UUID_is_read_in_its_one_form()
    {
        var value = new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff");
        Accepts($"\"{value:D}\"", value, Uuid);
        Declines<Guid>($"\"{value:N}\"", Uuid);
        Declines<Guid>($"\"{value:B}\"", Uuid);
        Declines<Guid>("\"6f9619ff-8b86-d011-b42d-00c04fc964fg\"", Uuid);
        Declines<Guid>("\"6f9619ff-8b86-d011-b42d-00c04fc964ff", Uuid);
    }

    [Theory]
    [InlineData("2026-11-21T18:30:05Z")]
    [InlineData("2026-11-21T18:30:05+00:00")]
    [InlineData("2026-11-21T18:30:05.1-03:30")]
    [InlineData("2024-02-29T23:59:59.9999999+13:59")]
    [InlineData("0002-01-01T00:00:00+13:59")]
    public void Times_with_an_offset_are_read_as_the_platform_reads_them(string text)
    {
        var value = JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"");
        Accepts($"\"{text}\"", value, Moment);
        Assert.Equal(value.Offset, ReadOf<DateTimeOffset>($"\"{text}\"", Moment).Offset);
    }

    [Theory]
    [InlineData("2026-11-21T18:30:05", DateTimeKind.Unspecified)]
    [InlineData("2026-11-21T18:30:05.25Z", DateTimeKind.Utc)]
    public void Times_of_no_place_and_in_UTC_are_read_as_the_platform_reads_them(string text, DateTimeKind kind)
    {
        Accepts($"\"{text}\"", JsonSerializer.Deserialize<DateTime>($"\"{text}\""), Day);
        Assert.Equal(kind, ReadOf<DateTime>($"\"{text}\"", Day).Kind);
    }

    [Theory]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-21T18:30")]
    [InlineData("2026-11-21t18:30:05Z")]
    [InlineData("2026-11-21 18:30:05Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("2026-11-21T24:00:00Z")]
    [InlineData("2026-11-21T18:60:00Z")]
    [InlineData("2026-11-21T18:30:60Z")]
    [InlineData("2026-11-2xT18:30:05Z")]
    [InlineData("xx26-11-21T18:30:05Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2026-11-21T18:30:05.Z")]
    [InlineData("2026-11-21T18:30:05.12345678Z")]
    [InlineData("2026-11-21T18:30:05+14:00")]
    [InlineData("2026-11-21T18:30:05+0:00")]
    [InlineData("2026-11-21T18:30:05+01:60")]
    [InlineData("2026-11-21T18:30:05z")]
    public void Other_times_are_declined(string text)
    {
        Declines<DateTimeOffset>($"\"{text}\"", Moment);
        if (text != "2026-11-21T18:30:05+14:00") Declines<DateTime>($"\"{text}\"", Day);
    }

    [Fact]
    public void A_time_without_an_offset_is_declined_where_one_is_needed() => Declines<DateTimeOffset>("\"2026-11-21T18:30:05\"", Moment);

    [Fact]
    public void The_first_name_has_no_comma_and_the_others_have_one()
    {
        var reader = new PlainReader("\"a\":1,\"b\":2}"u8, isFirst: true);
        Assert.False(reader.Name(",\"x\":"u8));
        Assert.True(reader.Name(",\"a\":"u8));
        Assert.True(reader.TryRead(out int _));
        Assert.True(reader.Name(",\"b\":"u8));
        Assert.False(reader.End());
        Assert.True(reader.TryRead(out int _));
        Assert.True(reader.End());
    }

    [Fact]
    public void What_follows_the_end_is_declined() => Assert.False(new PlainReader("} "u8, isFirst: true).End());

    [Fact]
    public void Whatever_is_read_is_what_the_platform_reads()
    {
        var random = new Random(11);
        string[] seeds = ["-0", "\"2026-11-21T18:30:05.125+01:00\"", "\"2026-11-21T18:30:05\"", "-120.750", "17", "\"plain ö\"", "true", "\"6f9619ff-8b86-d011-b42d-00c04fc964ff\""];
        const string bytes = "\"\\0123456789-+.:TZeE}x ü";
        int read = 0;
        for (int i = 0; i < Cases; i++)
        {
            var text = new StringBuilder(seeds[random.Next(seeds.Length)]);
            for (int changes = random.Next(3); changes > 0; changes--) text[random.Next(text.Length)] = bytes[random.Next(bytes.Length)];
            string json = text.ToString();
            read += Same<string?>(json, Text) + Same<int>(json, Integer) + Same<uint>(json, Unsigned) + Same<double>(json, Number) + Same<decimal>(json, Money)
                + Same<bool>(json, Truth) + Same<Guid>(json, Uuid) + Same<DateTimeOffset>(json, Moment) + Same<DateTime>(json, Day);
        }
        Assert.True(read > Cases / 2, $"only {read} of {Cases}");
    }

    static int Same<T>(string json, Read<T> read)
    {
        var reader = new PlainReader(Encoding.UTF8.GetBytes(json + "}"), isFirst: true);
        if (!read(ref reader, out T? value) || !reader.End()) return 0;
        Assert.Equal(JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(json)), JsonSerializer.Serialize(value));
        return 1;
    }

    static T ReadOf<T>(string json, Read<T> read)
    {
        var reader = new PlainReader(Encoding.UTF8.GetBytes(json + "}"), isFirst: true);
        Assert.True(read(ref reader, out T? value), json);
        Assert.True(reader.End(), json);
        return value!;
    }

    static void Accepts<T>(string json, T value, Read<T> read) => Assert.Equal(value, ReadOf(json, read));

    static void Declines<T>(string json, Read<T> read)
    {
        var reader = new PlainReader(Encoding.UTF8.GetBytes(json + "}"), isFirst: true);
        Assert.False(read(ref reader, out _) && reader.End(), json);
    }

    static bool Text(ref PlainReader reader, out string? value) => reader.TryRead(out value);

    static bool Integer(ref PlainReader reader, out int value) => reader.TryRead(out value);

    static bool Unsigned(ref PlainReader reader, out uint value) => reader.TryRead(out value);

    static bool Number(ref PlainReader reader, out double value) => reader.TryRead(out value);

    static bool Money(ref PlainReader reader, out decimal value) => reader.TryRead(out value);

    static bool Truth(ref PlainReader reader, out bool value) => reader.TryRead(out value);

    static bool Uuid(ref PlainReader reader, out Guid value) => reader.TryRead(out value);

    static bool Moment(ref PlainReader reader, out DateTimeOffset value) => reader.TryRead(out value);

    static bool Day(ref PlainReader reader, out DateTime value) => reader.TryRead(out value);
}
