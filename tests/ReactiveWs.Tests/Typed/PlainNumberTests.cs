using System.Globalization;
using System.Text;
using ReactiveWs.Typed;

namespace ReactiveWs.Tests.Typed;

public class PlainNumberTests
{
    const int Cases = 20_000;

    readonly Random _random = new(5);

    [Fact]
    public void What_is_read_is_what_the_platform_reads()
    {
        for (int i = 0; i < Cases; i++)
        {
            string text = decimal.Round((decimal)_random.NextDouble() * _random.Next(-100_000, 100_000), _random.Next(12)).ToString(CultureInfo.InvariantCulture);
            if (!PlainNumber.TryRead(Encoding.ASCII.GetBytes(text), out var number)) continue;
            Assert.Equal(decimal.GetBits(decimal.Parse(text, CultureInfo.InvariantCulture)), decimal.GetBits(number.ToDecimal()));
            if (number.TryToDouble(out double value)) Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.00")]
    [InlineData("1e5")]
    [InlineData("12345678901234567890")]
    [InlineData("")]
    public void The_rest_is_left_to_the_platform(string text) => Assert.False(PlainNumber.TryRead(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void A_double_needs_no_more_digits_than_the_platform_gives_it()
    {
        int plain = 0;
        for (int i = 0; i < Cases; i++)
        {
            double value = (i % 3) switch
            {
                0 => Math.Round(_random.NextDouble() * 100_000, _random.Next(8)),
                1 => _random.Next(),
                _ => BitConverter.Int64BitsToDouble(_random.NextInt64()),
            };
            if (!PlainNumber.TryOf(value, out var number)) continue;
            plain++;
            decimal same = number.ToDecimal();
            Assert.Equal(value.ToString(CultureInfo.InvariantCulture), same.ToString(CultureInfo.InvariantCulture));
        }
        Assert.True(plain > Cases / 2, $"only {plain} of {Cases}");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.00001)]
    [InlineData(1e15)]
    [InlineData(0.1 + 0.2)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_double_with_an_exponent_or_many_digits_is_left_to_the_platform(double value) => Assert.False(PlainNumber.TryOf(value, out _));
}
