using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace ReactiveWs.Typed;

public ref partial struct ContractWriter
{
    /// <summary>A double in its shortest form has 24, a decimal 31, a 128-bit integer 40.</summary>
    const int LongestNumber = 64;

    /// <summary>Writes a boolean.</summary>
    public void Write(bool value) => NextName(value ? "true"u8 : "false"u8);

    /// <summary>Writes an integer.</summary>
    public void Write(sbyte value) => Write((long)value);

    /// <summary>Writes an integer.</summary>
    public void Write(byte value) => Write((ulong)value);

    /// <summary>Writes an integer.</summary>
    public void Write(short value) => Write((long)value);

    /// <summary>Writes an integer.</summary>
    public void Write(ushort value) => Write((ulong)value);

    /// <summary>Writes an integer.</summary>
    public void Write(int value) => Write((long)value);

    /// <summary>Writes an integer.</summary>
    public void Write(uint value) => Write((ulong)value);

    /// <summary>Writes an integer.</summary>
    public void Write(long value)
    {
        Reserve(LongestNumber);
        Utf8Formatter.TryFormat(value, _span[_used..], out int written);
        _used += written;
    }

    /// <summary>Writes an integer.</summary>
    public void Write(ulong value)
    {
        Reserve(LongestNumber);
        Utf8Formatter.TryFormat(value, _span[_used..], out int written);
        _used += written;
    }

    /// <summary>Writes an integer.</summary>
    public void Write(Int128 value) => Format(value, default);

    /// <summary>Writes an integer.</summary>
    public void Write(UInt128 value) => Format(value, default);

    /// <summary>Writes a number.</summary>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public void Write(Half value)
    {
        if (!Half.IsFinite(value)) ThrowNotFinite(value);
        Format(value, default);
    }

    /// <summary>Writes a number.</summary>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public void Write(float value)
    {
        if (!float.IsFinite(value)) ThrowNotFinite(value);
        Format(value, default);
    }

    /// <summary>Writes a number.</summary>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public void Write(double value)
    {
        if (PlainNumber.TryOf(value, out PlainNumber number))
        {
            Write(number);
            return;
        }
        if (!double.IsFinite(value)) ThrowNotFinite(value);
        Format(value, default);
    }

    [DoesNotReturn]
    static void ThrowNotFinite<T>(T value) =>
        throw new ArgumentException($"{value} is not a JSON number; [JsonNumberHandling(AllowNamedFloatingPointLiterals)] writes it as a string.", nameof(value));

    /// <summary>Writes a decimal number.</summary>
    public void Write(decimal value)
    {
        if (PlainNumber.TryOf(value, out PlainNumber number)) Write(number);
        else Format(value, default);
    }

    void Write(PlainNumber number)
    {
        Reserve(LongestNumber);
        if (number.IsNegative) _span[_used++] = (byte)'-';
        Utf8Formatter.TryFormat(number.Digits, _span[_used..], out int written);
        _used += number.Scale == 0 ? written : SetPoint(_span[_used..], written, number.Scale);
    }

    /// <summary>Moves the last digits to the right of a point.</summary>
    /// <returns>The new length.</returns>
    static int SetPoint(Span<byte> digits, int count, int scale)
    {
        int zeros = Math.Max(0, scale + 1 - count);
        int kept = Math.Max(0, count - scale);
        digits[kept..count].CopyTo(digits[(kept + zeros + 1)..]);
        if (zeros > 0) digits[..(zeros + 1)].Fill((byte)'0');
        digits[Math.Max(1, kept)] = (byte)'.';
        return count + zeros + 1;
    }

    /// <summary>Writes a number, as a string where <paramref name="handling"/> says so.</summary>
    /// <typeparam name="T">The type of the number.</typeparam>
    /// <exception cref="ArgumentException">It is not finite, and not allowed to be.</exception>
    public void Write<T>(T value, JsonNumberHandling handling)
        where T : struct, INumberBase<T>
    {
        bool isNamed = !T.IsFinite(value);
        if (isNamed && (handling & JsonNumberHandling.AllowNamedFloatingPointLiterals) == 0) ThrowNotFinite(value);
        bool isText = isNamed || (handling & JsonNumberHandling.WriteAsString) != 0;
        if (isText) Put((byte)'"');
        Format(value, default);
        if (isText) Put((byte)'"');
    }

    void Format<T>(T value, scoped ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        Reserve(LongestNumber);
        value.TryFormat(_span[_used..], out int written, format, CultureInfo.InvariantCulture);
        _used += written;
    }

    void FormatText<T>(T value, scoped ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        Put((byte)'"');
        Format(value, format);
        Put((byte)'"');
    }
}
