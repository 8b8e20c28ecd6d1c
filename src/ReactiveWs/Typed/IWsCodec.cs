using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ReactiveWs.Typed;

/// <summary>Reads and writes one type. Generated as a struct, so that code given it as a type argument is compiled for it and calls it directly.</summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWsCodec<T>
{
    /// <summary>Writes the members, without the braces around them.</summary>
    static abstract void WriteMembers(ref ContractWriter writer, T value);

    /// <summary>Reads an object. May throw <see cref="JsonException"/> where the text is not JSON.</summary>
    static abstract bool TryRead(
        ref Utf8JsonReader reader, WsCodecOptions options, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out MalformedReason? reason);

    /// <summary>Reads the members of a plain message up to its end, or declines.</summary>
    static virtual bool TryReadPlain(ref PlainReader reader, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return false;
    }
}

/// <summary>The codec of a contract whose generated half is in another assembly.</summary>
/// <typeparam name="T">The contract.</typeparam>
#pragma warning disable CA1000 // Static members are the point: generated code calls every codec the same way.
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ContractCodec<T> : IWsCodec<T>
    where T : IWsContract<T>
{
    /// <inheritdoc/>
    public static void WriteMembers(ref ContractWriter writer, T value) => T.WriteMembers(ref writer, value);

    /// <inheritdoc/>
    public static bool TryRead(
        ref Utf8JsonReader reader, WsCodecOptions options, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out MalformedReason? reason) =>
        T.TryRead(ref reader, options, out value, out reason);

    /// <inheritdoc/>
    public static bool TryReadPlain(ref PlainReader reader, [MaybeNullWhen(false)] out T value) => T.TryReadPlain(ref reader, out value);
}
