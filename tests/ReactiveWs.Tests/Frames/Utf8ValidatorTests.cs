using System.Text;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class Utf8ValidatorTests
{
    [Theory]
    [InlineData("")]
    [InlineData("48 65 6C 6C 6F")]
    [InlineData("CE BA E1 BD B9 CF 83 CE BC CE B5")]        // κόσμε
    [InlineData("00 7F C2 80 DF BF E0 A0 80 EF BF BF F0 90 80 80 F4 8F BF BF")]   // the ends of every length
    [InlineData("ED 9F BF EE 80 80")]                       // beside the surrogates
    public void Valid_text_is_accepted_whole_and_byte_by_byte(string wire)
    {
        var bytes = Wire.Hex(wire);
        var (whole, single) = (new Utf8Validator(), new Utf8Validator());
        Assert.True(whole.Append(bytes) && whole.IsComplete);
        Assert.All(bytes, next => Assert.True(single.Append([next])));
        Assert.True(single.IsComplete);
    }

    [Theory] // the last byte shown is the first that cannot be
    [InlineData("80")]
    [InlineData("48 BF")]
    [InlineData("C0")]
    [InlineData("C1")]
    [InlineData("F5")]
    [InlineData("FF")]
    [InlineData("C2 41")]
    [InlineData("E0 9F")]          // overlong
    [InlineData("F0 8F")]          // overlong
    [InlineData("ED A0")]          // surrogate
    [InlineData("F4 90")]          // beyond U+10FFFF
    [InlineData("E1 80 C0")]
    [InlineData("F1 80 80 7F")]
    [InlineData("CE BA F0 90 80 80 F4 8F BF C0")]
    public void Invalid_text_is_refused_at_its_first_impossible_byte(string wire)
    {
        var bytes = Wire.Hex(wire);
        var single = new Utf8Validator();
        Assert.All(bytes[..^1], next => Assert.True(single.Append([next])));
        Assert.False(single.Append([bytes[^1]]));
        Assert.False(new Utf8Validator().Append(bytes));
    }

    [Theory]
    [InlineData("C2")]
    [InlineData("E1 80")]
    [InlineData("F1 80 80")]
    [InlineData("48 65 F4 8F")]
    public void An_open_sequence_is_possible_but_not_complete(string wire)
    {
        var validator = new Utf8Validator();
        Assert.True(validator.Append(Wire.Hex(wire)));
        Assert.False(validator.IsComplete);
        Assert.True(validator.Append([]));
        Assert.False(validator.IsComplete);
    }

    [Fact]
    public void A_reset_forgets_the_open_sequence()
    {
        var validator = new Utf8Validator();
        validator.Append(Wire.Hex("F1 80"));
        validator.Reset();
        Assert.True(validator.IsComplete);
        Assert.True(validator.Append("Hello"u8));
    }

    [Fact]
    public void Every_sequence_of_up_to_three_bytes_is_judged_at_the_earliest_byte()
    {
        for (var first = 0x7F; first < 256; first++)
        for (var second = 0; second < 256; second++)
        foreach (var third in "\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0") Judge([(byte)first, (byte)second, (byte)third]);
    }

    [Fact]
    public void Every_split_gives_the_same_verdict_at_the_earliest_part() => Inputs.Hold(Inputs.Bytes, bytes =>
    {
        byte[] mixed = [.. bytes.SelectMany(next => Rune.TryCreate(next * 97, out var rune) && next % 5 != 0 ? Encoding.UTF8.GetBytes(rune.ToString()) : [next])];
        for (var split = 0; split <= mixed.Length; split++)
        {
            var validator = new Utf8Validator();
            var before = validator.Append(mixed.AsSpan(0, split));
            Assert.Equal(CanBecomeValid(mixed.AsSpan(0, split)), before);
            if (!before) return;
            Assert.Equal(CanBecomeValid(mixed), validator.Append(mixed.AsSpan(split)));
        }
    }, count: 200);

    [Fact]
    public void Validating_allocates_nothing()
    {
        var bytes = Wire.Utf8("κόσμε");
        var validator = new Utf8Validator();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) validator.Append(bytes.AsSpan(i % 2));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    static void Judge(ReadOnlySpan<byte> bytes)
    {
        var validator = new Utf8Validator();
        for (var length = 1; length <= bytes.Length; length++)
        {
            var possible = CanBecomeValid(bytes[..length]);
            if (validator.Append(bytes.Slice(length - 1, 1)) != possible) Assert.Fail($"{Convert.ToHexString(bytes[..length])} can become valid: {possible}");
            if (!possible) return;
        }
    }

    // Brute force: some continuation makes it valid by the platform's strict decoder. Three more bytes finish any open sequence.
    static bool CanBecomeValid(ReadOnlySpan<byte> bytes)
    {
        byte[] candidate = [.. bytes, 0, 0, 0];
        var text = candidate.AsSpan(0, bytes.Length);
        if (System.Text.Unicode.Utf8.IsValid(text)) return true;
        for (var more = 1; more <= 3; more++)
        foreach (var continuation in s_continuations)
        {
            candidate.AsSpan(bytes.Length).Fill(continuation);
            if (System.Text.Unicode.Utf8.IsValid(candidate.AsSpan(0, bytes.Length + more))) return true;
        }

        return false;
    }

    // One from each half of every narrowed range: 80–8F, 90–9F, A0–BF.
    static readonly byte[] s_continuations = [0x80, 0x90, 0xA0];
}
