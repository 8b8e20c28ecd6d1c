using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ReactiveWs.Typed;

/// <summary>Finds in a message what a protocol puts around the members: the discriminator, the payload, the number of a request.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EnvelopeReader
{
    /// <summary>Finds the discriminator, wherever it stands.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="start">How a message begins whose discriminator comes first: <c>{"type":"</c>.</param>
    /// <param name="path">The path to the discriminator, UTF-8.</param>
    /// <param name="options">How to read.</param>
    /// <param name="value">The discriminator, unescaped; a part of the message or a copy.</param>
    /// <returns>False when there is none, or the message is no JSON object.</returns>
    public static bool TryFind(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> start, byte[][] path, WsCodecOptions options, out ReadOnlySpan<byte> value)
    {
        if (payload.StartsWith(start))
        {
            ReadOnlySpan<byte> rest = payload[start.Length..];
            int end = rest.IndexOfAny((byte)'"', (byte)'\\');
            if (end >= 0 && rest[end] == (byte)'"')
            {
                value = rest[..end];
                return true;
            }
        }
        return TryFind(payload, path, options, out value);
    }

    static bool TryFind(ReadOnlySpan<byte> payload, byte[][] path, WsCodecOptions options, out ReadOnlySpan<byte> value)
    {
        value = default;
        var reader = new Utf8JsonReader(payload, options.Reader);
        try
        {
            if (!reader.Read() || !TryEnter(ref reader, path) || reader.TokenType != JsonTokenType.String) return false;
            value = ContractReader.Name(ref reader);
            return true;
        }
        catch (Exception error) when (ContractReader.IsInvalid(error))
        {
            return false;
        }
    }

    /// <summary>Moves from an opening brace to the value at a path.</summary>
    static bool TryEnter(ref Utf8JsonReader reader, byte[][] path)
    {
        foreach (byte[] name in path)
        {
            if (reader.TokenType != JsonTokenType.StartObject || !TryEnter(ref reader, name)) return false;
        }
        return true;
    }

    static bool TryEnter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (ContractReader.NextMember(ref reader))
        {
            bool isFound = reader.ValueTextEquals(name);
            reader.Read();
            if (isFound) return true;
            reader.Skip();
        }
        return false;
    }

    /// <summary>Finds the number of a request or a reply.</summary>
    public static bool TryReadId(ReadOnlySpan<byte> payload, byte[][] path, WsCodecOptions options, out long id, [NotNullWhen(false)] out MalformedReason? reason)
    {
        ArgumentNullException.ThrowIfNull(options);
        id = 0;
        reason = null;
        var reader = new Utf8JsonReader(payload, options.Reader);
        try
        {
            if (reader.Read() && TryEnter(ref reader, path))
            {
                return ContractReader.TryRead(ref reader, out id, out reason) || Under(path, ref reason);
            }
            reason = new MalformedReason("$", "the number of the request", "nothing");
            return Under(path, ref reason);
        }
        catch (Exception error) when (ContractReader.IsInvalid(error))
        {
            return ContractReader.Invalid<object>(error, out _, out reason);
        }
    }

    /// <summary>The text of an error that answers a request; null when it tells nothing.</summary>
    public static string? TryReadMessage(ReadOnlySpan<byte> payload, byte[][] path, WsCodecOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var reader = new Utf8JsonReader(payload, options.Reader);
        try
        {
            return reader.Read() && TryEnter(ref reader, path) && ContractReader.TryRead(ref reader, out string? text, out _) ? text : null;
        }
        catch (Exception error) when (ContractReader.IsInvalid(error))
        {
            return null;
        }
    }

    /// <summary>Reads the members, and makes sure that the message ends where it should.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <param name="payload">The message.</param>
    /// <param name="path">Where the members are.</param>
    /// <param name="options">How to read.</param>
    /// <param name="value">What was read.</param>
    /// <param name="reason">Why it could not be read.</param>
    public static bool TryRead<T, TCodec>(
        ReadOnlySpan<byte> payload, byte[][] path, WsCodecOptions options, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out MalformedReason? reason)
        where TCodec : struct, IWsCodec<T>
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(path);
        var reader = new Utf8JsonReader(payload, options.Reader);
        try
        {
            reader.Read();
            if (!TryEnter(ref reader, path))
            {
                value = default;
                reason = new MalformedReason("$", "the payload", "nothing");
                return Under(path, ref reason);
            }
            if (!TCodec.TryRead(ref reader, options, out value, out reason)) return path.Length > 0 && Under(path, ref reason);
            while (reader.Read())
            {
                // What stands around the payload is not looked at, but has to be JSON.
            }
            return true;
        }
        catch (Exception error) when (ContractReader.IsInvalid(error))
        {
            return ContractReader.Invalid(error, out value, out reason);
        }
    }

    /// <summary>As the other one, and quicker where the message looks as our own writers make it.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <param name="payload">The message.</param>
    /// <param name="start">What our own writers put before the members: <c>{"type":"say"</c>.</param>
    /// <param name="options">How to read.</param>
    /// <param name="value">What was read.</param>
    /// <param name="reason">Why it could not be read.</param>
    public static bool TryRead<T, TCodec>(
        ReadOnlySpan<byte> payload, ReadOnlySpan<byte> start, WsCodecOptions options, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out MalformedReason? reason)
        where TCodec : struct, IWsCodec<T>
    {
        reason = null;
        if (payload.StartsWith(start))
        {
            var reader = new PlainReader(payload[start.Length..], isFirst: start.Length == 1);
            if (TCodec.TryReadPlain(ref reader, out value)) return true;
        }
        return TryRead<T, TCodec>(payload, Array.Empty<byte[]>(), options, out value, out reason);
    }

    static bool Under(byte[][] path, [NotNull] ref MalformedReason? reason)
    {
        for (int i = path.Length - 1; i >= 0; i--) reason = reason!.Under(System.Text.Encoding.UTF8.GetString(path[i]));
        ArgumentNullException.ThrowIfNull(reason);
        return false;
    }
}
