using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ReactiveWs.Typed;

public static partial class ContractReader
{
    /// <summary>Reads a string.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, [NotNullWhen(true)] out string? value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        value = null;
        if (reader.TokenType != JsonTokenType.String) return Expected(ref reader, "a string", out reason);
        try
        {
            value = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is JSON, but no string.
            reason = new MalformedReason("$", "a string", "a string that is not Unicode");
            return false;
        }
    }

    /// <summary>Reads a boolean.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out bool value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        value = reader.TokenType == JsonTokenType.True;
        return value || reader.TokenType == JsonTokenType.False || Expected(ref reader, "true or false", out reason);
    }

    /// <summary>Reads a UUID.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out Guid value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out value)) return true;
        value = default;
        return Expected(ref reader, "a UUID", out reason);
    }

    /// <summary>Reads a date and time (ISO 8601).</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTime value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out value)) return true;
        value = default;
        return Expected(ref reader, "a date and time (ISO 8601)", out reason);
    }

    /// <summary>Reads a date and time (ISO 8601).</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out value)) return true;
        value = default;
        return Expected(ref reader, "a date and time (ISO 8601)", out reason);
    }

    /// <summary>Reads base64.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, [NotNullWhen(true)] out byte[]? value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out value)) return true;
        value = null;
        return Expected(ref reader, "base64", out reason);
    }
}
