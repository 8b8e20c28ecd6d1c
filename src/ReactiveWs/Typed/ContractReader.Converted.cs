using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ReactiveWs.Typed;

// Types for which the platform's own converters are asked: rare in messages, and with rules of their own that must not differ.
public static partial class ContractReader
{
    /// <summary>Reads a single character.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out char value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.String) return TryConvert(ref reader, JsonMetadataServices.CharConverter, "a single character", out value, out reason);
        value = default;
        return Expected(ref reader, "a single character", out reason);
    }

    /// <summary>Reads a number.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out Half value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.Number) return TryConvert(ref reader, JsonMetadataServices.HalfConverter, "a number", out value, out reason);
        value = default;
        return Expected(ref reader, "a number", out reason);
    }

    /// <summary>Reads a 128-bit integer.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out Int128 value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.Number) return TryConvert(ref reader, JsonMetadataServices.Int128Converter, "a 128-bit integer", out value, out reason);
        value = default;
        return Expected(ref reader, "a 128-bit integer", out reason);
    }

    /// <summary>Reads an unsigned 128-bit integer.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out UInt128 value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.Number) return TryConvert(ref reader, JsonMetadataServices.UInt128Converter, "an unsigned 128-bit integer", out value, out reason);
        value = default;
        return Expected(ref reader, "an unsigned 128-bit integer", out reason);
    }

    /// <summary>Reads a date (ISO 8601).</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out DateOnly value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.String) return TryConvert(ref reader, JsonMetadataServices.DateOnlyConverter, "a date (ISO 8601)", out value, out reason);
        value = default;
        return Expected(ref reader, "a date (ISO 8601)", out reason);
    }

    /// <summary>Reads a time of day.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out TimeOnly value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.String) return TryConvert(ref reader, JsonMetadataServices.TimeOnlyConverter, "a time of day", out value, out reason);
        value = default;
        return Expected(ref reader, "a time of day", out reason);
    }

    /// <summary>Reads a duration.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out TimeSpan value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.String) return TryConvert(ref reader, JsonMetadataServices.TimeSpanConverter, "a duration", out value, out reason);
        value = default;
        return Expected(ref reader, "a duration", out reason);
    }

    /// <summary>Reads an address.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, [NotNullWhen(true)] out Uri? value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.String) return TryConvert(ref reader, JsonMetadataServices.UriConverter, "an address", out value, out reason) && value is not null;
        value = null;
        return Expected(ref reader, "an address", out reason);
    }

    /// <summary>Reads a version.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, [NotNullWhen(true)] out Version? value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.String) return TryConvert(ref reader, JsonMetadataServices.VersionConverter, "a version", out value, out reason) && value is not null;
        value = null;
        return Expected(ref reader, "a version", out reason);
    }

    /// <summary>Reads base64; null is empty.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out Memory<byte> value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null) return TryConvert(ref reader, JsonMetadataServices.MemoryByteConverter, "base64", out value, out reason);
        value = default;
        return Expected(ref reader, "base64", out reason);
    }

    /// <summary>Reads base64; null is empty.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out ReadOnlyMemory<byte> value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null) return TryConvert(ref reader, JsonMetadataServices.ReadOnlyMemoryByteConverter, "base64", out value, out reason);
        value = default;
        return Expected(ref reader, "base64", out reason);
    }

    /// <summary>Reads any value as it is.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out JsonElement value, [NotNullWhen(false)] out MalformedReason? reason) =>
        TryConvert(ref reader, JsonMetadataServices.JsonElementConverter, "JSON", out value, out reason);

    static bool TryConvert<T>(ref Utf8JsonReader reader, JsonConverter<T?> converter, string expected, out T? value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        try
        {
            value = converter.Read(ref reader, typeof(T), PlatformConverters.Options);
            reason = null;
            return true;
        }
        catch (Exception error) when (IsInvalid(error))
        {
            value = default;
            return Expected(ref reader, expected, out reason);
        }
    }

    /// <summary>Reads an enum by name.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    public static bool TryReadEnumName<T>(ref Utf8JsonReader reader, out T value, [NotNullWhen(false)] out MalformedReason? reason)
        where T : struct, Enum =>
        TryConvert(ref reader, EnumNames<T>.Converter, $"a {typeof(T).Name}", out value, out reason);

    /// <summary>Reads a value the user's context knows.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public static bool TryReadForeign<T>(ref Utf8JsonReader reader, WsCodecOptions options, out T? value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            value = JsonSerializer.Deserialize(ref reader, options.TypeInfo<T>());
            reason = null;
            return true;
        }
        catch (JsonException)
        {
            value = default;
            return Expected(ref reader, $"a {typeof(T).Name}", out reason);
        }
    }
}
