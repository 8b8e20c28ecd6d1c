using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ReactiveWs.Typed;

public static partial class ContractReader
{
    /// <summary>Looks through an object, on a copy of its reader, for the property that names the derived type.</summary>
    /// <param name="probe">On the opening brace.</param>
    /// <param name="property">The property, UTF-8.</param>
    /// <param name="options">How to read.</param>
    /// <param name="type">Its value.</param>
    /// <param name="kind">A string or a number; none when the property is not there.</param>
    /// <param name="reason">Why the look failed: the property is there twice, or neither a string nor a number.</param>
    public static bool TryFindType(
        Utf8JsonReader probe, ReadOnlySpan<byte> property, WsCodecOptions options, out ReadOnlySpan<byte> type, out JsonTokenType kind, [NotNullWhen(false)] out MalformedReason? reason)
    {
        ArgumentNullException.ThrowIfNull(options);
        type = default;
        kind = JsonTokenType.None;
        reason = null;
        while (NextMember(ref probe))
        {
            ReadOnlySpan<byte> name = Name(ref probe);
            if (!name.SequenceEqual(property))
            {
                // The platform keeps these names of a hierarchy for metadata, and refuses those it does not know.
                if (name is [(byte)'$', ..]) return Unknown<object>(name, out _, out reason);
                probe.Skip();
                continue;
            }
            if (kind != JsonTokenType.None) return Duplicate<object>(System.Text.Encoding.UTF8.GetString(property), out _, out reason);
            probe.Read();
            kind = probe.TokenType;
            if (kind is not (JsonTokenType.String or JsonTokenType.Number)) return Expected(ref probe, "the name of a type", out reason);
            type = Name(ref probe);
            if (options.AllowDuplicates) return true;
        }
        return true;
    }

    /// <summary>The derived type is not one of the hierarchy.</summary>
    public static bool UnknownType<T>(string property, JsonTokenType kind, out T? value, [NotNull] out MalformedReason? reason)
    {
        value = default;
        reason = new MalformedReason("$", "the name of a derived type", kind == JsonTokenType.None ? "nothing" : "another name").Under(property);
        return false;
    }
}
