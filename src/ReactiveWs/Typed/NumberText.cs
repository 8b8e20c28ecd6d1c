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
}
