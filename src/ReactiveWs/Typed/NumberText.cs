using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReactiveWs.Typed;

/// <summary>Numbers whose contract says <c>[JsonNumberHandling]</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NumberText
{
    const NumberStyles Integer = NumberStyles.AllowLeadingSign;
    const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    const int LongestNumber = 128;

    /// <summary>Reads a number, or a string with one where <paramref name="handling"/> allows it.</summary>
    /// <typeparam name="T">The type of the number.</typeparam>
    public static bool TryRead<T>(ref Utf8JsonReader reader, JsonNumberHandling handling, out T value, [NotNullWhen(false)] out MalformedReason? reason)
        where T : struct, INumberBase<T>
    {
        reason = null;
        bool isText = reader.TokenType == JsonTokenType.String;
        if (isText ? TryReadText(ref reader, handling, out value) : TryReadNumber(ref reader, out value)) return true;
        value = default;
        return ContractReader.Expected(ref reader, isText ? "a string with a number" : "a number", out reason);
    }

    static bool TryReadNumber<T>(ref Utf8JsonReader reader, out T value)
        where T : struct, INumberBase<T>
    {
        value = default;
        return reader.TokenType == JsonTokenType.Number && TryParse(ContractReader.Name(ref reader), out value);
    }

    static bool TryReadText<T>(ref Utf8JsonReader reader, JsonNumberHandling handling, out T value)
        where T : struct, INumberBase<T>
    {
        ReadOnlySpan<byte> text = ContractReader.Name(ref reader);
        if ((handling & JsonNumberHandling.AllowNamedFloatingPointLiterals) != 0 && TryParseNamed(text, out value)) return true;
        value = default;
        return (handling & JsonNumberHandling.AllowReadingFromString) != 0 && text.Length > 0 && TryParse(text, out value);
    }

    static bool TryParse<T>(ReadOnlySpan<byte> text, out T value)
        where T : struct, INumberBase<T> =>
        T.TryParse(text, default(T) is float or double or Half or decimal ? Real : Integer, CultureInfo.InvariantCulture, out value) && (T.IsFinite(value) || (default(T) is not Half && char.IsAsciiDigit((char)text[^1])));

    static bool TryParseNamed<T>(ReadOnlySpan<byte> text, out T value)
        where T : struct, INumberBase<T>
    {
        value = default;
        if (default(T) is not (float or double or Half)) return false;
        double named = text.SequenceEqual("NaN"u8) ? double.NaN
            : text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : 0;
        value = T.CreateTruncating(named);
        return named != 0;
    }

    /// <summary>Writes a number, as a string where <paramref name="handling"/> says so.</summary>
    /// <typeparam name="T">The type of the number.</typeparam>
    public static void Write<T>(Utf8JsonWriter writer, T value, JsonNumberHandling handling)
        where T : struct, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        bool isNamed = !T.IsFinite(value);
        if (isNamed && (handling & JsonNumberHandling.AllowNamedFloatingPointLiterals) == 0)
        {
            throw new ArgumentException($"{value} is not a JSON number; [JsonNumberHandling(AllowNamedFloatingPointLiterals)] writes it as a string.", nameof(value));
        }

        Span<byte> text = stackalloc byte[LongestNumber];
        text[0] = (byte)'"';
        ((IUtf8SpanFormattable)value).TryFormat(text[1..^1], out int length, default, CultureInfo.InvariantCulture);
        text[length + 1] = (byte)'"';
        bool isString = isNamed || (handling & JsonNumberHandling.WriteAsString) != 0;
        writer.WriteRawValue(isString ? text[..(length + 2)] : text.Slice(1, length), skipInputValidation: true);
    }
}
