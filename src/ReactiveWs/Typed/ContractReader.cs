using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace ReactiveWs.Typed;

/// <summary>What generated readers stand on: the frame of an object, and one overload of <c>TryRead</c> per scalar type.</summary>
/// <remarks>Nothing here throws for input that is JSON; text that is not JSON lets the <see cref="Utf8JsonReader"/> throw, and <see cref="Invalid"/> takes that in.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ContractReader
{
    /// <summary>Moves onto the opening brace.</summary>
    public static bool TryBegin(ref Utf8JsonReader reader, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.None) reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            reason = null;
            return true;
        }
        return Expected(ref reader, "an object", out reason);
    }

    /// <summary>The name the reader is on, unescaped.</summary>
    public static ReadOnlySpan<byte> Name(scoped ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped || reader.HasValueSequence ? Unescaped(ref reader) : reader.ValueSpan;

    static ReadOnlySpan<byte> Unescaped(scoped ref Utf8JsonReader reader)
    {
        int length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        byte[] name = new byte[length];
        return name.AsSpan(0, reader.CopyString(name));
    }

    /// <summary>True, with a moved reader, when the next value is null.</summary>
    public static bool IsNull(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null;

    /// <summary>A value was wrong: completes the reason with the member it belongs to.</summary>
    public static bool Refuse<T>(string member, [NotNull] ref MalformedReason? reason, out T? value)
    {
        value = default;
        reason = reason!.Under(member);
        return false;
    }

    /// <summary>An element was wrong: completes the reason with its position.</summary>
    public static bool Refuse<T>(int index, [NotNull] ref MalformedReason? reason, out T? value)
    {
        value = default;
        reason = reason!.At(index);
        return false;
    }

    /// <summary>A member is there twice.</summary>
    public static bool Duplicate<T>(string member, out T? value, [NotNull] out MalformedReason? reason)
    {
        value = default;
        reason = new MalformedReason("$", "each member once", "a duplicate").Under(member);
        return false;
    }

    /// <summary>A required member is not there.</summary>
    /// <param name="missing">The missing members, as bits.</param>
    /// <param name="members">The names, by bit.</param>
    /// <param name="value">Nothing.</param>
    /// <param name="reason">Names the first one.</param>
    public static bool Missing<T>(ulong missing, ReadOnlySpan<string> members, out T? value, [NotNull] out MalformedReason? reason)
    {
        value = default;
        reason = new MalformedReason("$", "a member", "nothing").Under(members[System.Numerics.BitOperations.TrailingZeroCount(missing)]);
        return false;
    }

    /// <summary>A member is there that the contract does not have, and the contract does not tolerate that.</summary>
    public static bool Unknown<T>(ReadOnlySpan<byte> member, out T? value, [NotNull] out MalformedReason? reason)
    {
        value = default;
        reason = new MalformedReason("$", "no other members", "an unknown member").Under(Encoding.UTF8.GetString(member));
        return false;
    }

    /// <summary>True for a property of the message around the members of the outermost object.</summary>
    public static bool IsEnvelopeMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> member, WsCodecOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (reader.CurrentDepth > 1) return false;
        string name = Encoding.UTF8.GetString(member);
        return options.EnvelopeMembers.Contains(name);
    }

    /// <summary>True for what the platform throws when the text is not JSON, or not Unicode.</summary>
    public static bool IsInvalid(Exception error) => error is JsonException or InvalidOperationException or FormatException or OverflowException;

    /// <summary>The text is not JSON: turns what was thrown into a reason.</summary>
    public static bool Invalid<T>(Exception error, out T? value, [NotNull] out MalformedReason? reason)
    {
        value = default;
        reason = error is JsonException { BytePositionInLine: { } position, LineNumber: { } line }
            ? new MalformedReason("$", "JSON", $"something else at line {line}, byte {position}")
            : new MalformedReason("$", "JSON", "something else");
        return false;
    }

    /// <summary>Lets a codec read a plain message, if it does.</summary>
    public static bool TryReadPlain<T, TCodec>(ref PlainReader reader, [MaybeNullWhen(false)] out T value)
        where TCodec : struct, IWsCodec<T> => TCodec.TryReadPlain(ref reader, out value);

    /// <summary>The value is of another kind.</summary>
    public static bool Expected(ref Utf8JsonReader reader, string expected, [NotNull] out MalformedReason? reason)
    {
        reason = new MalformedReason("$", expected, Describe(reader.TokenType));
        return false;
    }

    static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };

    /// <summary>Moves into an array.</summary>
    public static bool TryBeginArray(ref Utf8JsonReader reader, [NotNullWhen(false)] out MalformedReason? reason)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            reason = null;
            return true;
        }
        return Expected(ref reader, "an array", out reason);
    }

    /// <summary>Moves to the next element, if there is one.</summary>
    public static bool NextElement(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Moves to the next name, if there is one.</summary>
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;
}
