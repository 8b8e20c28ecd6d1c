using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ReactiveWs.Typed;

public static partial class ContractReader
{
    /// <summary>Reads an integer from -128 to 127.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out sbyte value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetSByte(out value)) return true;
        value = default;
        return Expected(ref reader, "an integer from -128 to 127", out reason);
    }

    /// <summary>Reads an integer from 0 to 255.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out byte value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out value)) return true;
        value = default;
        return Expected(ref reader, "an integer from 0 to 255", out reason);
    }

    /// <summary>Reads an integer from -32768 to 32767.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out short value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt16(out value)) return true;
        value = default;
        return Expected(ref reader, "an integer from -32768 to 32767", out reason);
    }

    /// <summary>Reads an integer from 0 to 65535.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out ushort value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt16(out value)) return true;
        value = default;
        return Expected(ref reader, "an integer from 0 to 65535", out reason);
    }

    /// <summary>Reads a 32-bit integer.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out int value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out value)) return true;
        value = default;
        return Expected(ref reader, "a 32-bit integer", out reason);
    }

    /// <summary>Reads an unsigned 32-bit integer.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out uint value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out value)) return true;
        value = default;
        return Expected(ref reader, "an unsigned 32-bit integer", out reason);
    }

    /// <summary>Reads a 64-bit integer.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out long value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value)) return true;
        value = default;
        return Expected(ref reader, "a 64-bit integer", out reason);
    }

    /// <summary>Reads an unsigned 64-bit integer.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out ulong value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out value)) return true;
        value = default;
        return Expected(ref reader, "an unsigned 64-bit integer", out reason);
    }

    /// <summary>Reads a number.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out float value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out value)) return true;
        value = default;
        return Expected(ref reader, "a number", out reason);
    }

    /// <summary>Reads a number.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out double value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (PlainNumber.TryRead(reader.ValueSpan, out PlainNumber number) && number.TryToDouble(out value)) return true;
            if (reader.TryGetDouble(out value)) return true;
        }
        value = default;
        return Expected(ref reader, "a number", out reason);
    }

    /// <summary>Reads a decimal number.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out decimal value, [NotNullWhen(false)] out MalformedReason? reason)
    {
        reason = null;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (PlainNumber.TryRead(reader.ValueSpan, out PlainNumber number))
            {
                value = number.ToDecimal();
                return true;
            }
            if (reader.TryGetDecimal(out value)) return true;
        }
        value = default;
        return Expected(ref reader, "a decimal number", out reason);
    }
}
