using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ReactiveWs.Typed;

namespace ReactiveWs;

/// <summary>A record that is read from and written to the wire. The generator implements it, explicitly, on annotated records.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IWsContract<TSelf>
    where TSelf : IWsContract<TSelf>
{
    /// <summary>Writes the members, without the braces around them.</summary>
    /// <param name="writer">Where to; positioned inside an object.</param>
    /// <param name="value">What to write.</param>
    /// <exception cref="JsonException">A member that is not nullable is null.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void WriteMembers(ref ContractWriter writer, TSelf value);

    /// <summary>Writes a whole object, without white space.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">What to write.</param>
    /// <param name="options">How to write it.</param>
    /// <exception cref="JsonException">A member that is not nullable is null.</exception>
    static virtual void Write(Utf8JsonWriter writer, TSelf value, WsCodecOptions options) => ContractWriter.WriteTo(writer, value, options);

    /// <summary>Reads an object. Never throws for what it finds: bad input is a reason.</summary>
    /// <param name="reader">Before or on the opening brace; afterwards on the closing one.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="value">What was read.</param>
    /// <param name="reason">Why it could not be read.</param>
    /// <returns>True when <paramref name="value"/> was read.</returns>
    static abstract bool TryRead(
        ref Utf8JsonReader reader, WsCodecOptions options, [MaybeNullWhen(false)] out TSelf value, [NotNullWhen(false)] out MalformedReason? reason);

    /// <summary>Reads the members of a message that looks as <see cref="WriteMembers"/> makes it, or declines; then <see cref="TryRead"/> reads it.</summary>
    /// <param name="reader">Behind what stands before the members.</param>
    /// <param name="value">What was read.</param>
    /// <returns>True when <paramref name="value"/> was read, up to the end of the message.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual bool TryReadPlain(ref PlainReader reader, [MaybeNullWhen(false)] out TSelf value)
    {
        value = default;
        return false;
    }
}

/// <summary>A contract that is a message without a protocol: <see cref="WsMessageAttribute"/>.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IWsMessage<TSelf> : IWsContract<TSelf>
    where TSelf : IWsMessage<TSelf>
{
    /// <summary>The value of the discriminator, UTF-8.</summary>
    static abstract ReadOnlySpan<byte> Discriminator { get; }

    /// <summary>The options that hold the record's <c>JsonSerializerContext</c>.</summary>
    static virtual WsCodecOptions Options => WsCodecOptions.Default;
}
