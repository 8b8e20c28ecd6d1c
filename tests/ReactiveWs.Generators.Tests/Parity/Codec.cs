using System.Buffers;
using System.Text.Json;
using ReactiveWs.Typed;

namespace ReactiveWs.Generators.Tests.Parity;

/// <summary>Writes and reads one type; the tests compare two of these.</summary>
public abstract class Codec
{
    /// <summary>The bytes, or null when the value is refused.</summary>
    public abstract byte[]? Write<T>(T value)
        where T : IWsContract<T>;

    /// <summary>The value, or false when the text is refused.</summary>
    public abstract bool TryRead<T>(ReadOnlySpan<byte> json, out T? value)
        where T : IWsContract<T>;
}

/// <summary>The generated one.</summary>
public sealed class GeneratedCodec : Codec
{
    public override byte[]? Write<T>(T value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, WsCodecOptions.Default.Writer);
        try
        {
            ContractCalls.Write(writer, value);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NotSupportedException)
        {
            return null;
        }
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public override bool TryRead<T>(ReadOnlySpan<byte> json, out T? value)
        where T : default
    {
        var reader = new Utf8JsonReader(json, WsCodecOptions.Default.Reader);
        return ContractCalls.TryRead(ref reader, out value, out _);
    }
}

/// <summary>Static virtual members are called through a type parameter.</summary>
internal static class ContractCalls
{
    public static void Write<T>(Utf8JsonWriter writer, T value)
        where T : IWsContract<T> => T.Write(writer, value, WsCodecOptions.Default);

    /// <summary>As a message is read that begins with the object's brace.</summary>
    public static bool TryReadPlain<T>(ReadOnlySpan<byte> json, out T? value)
        where T : IWsContract<T>
    {
        value = default;
        if (!json.StartsWith("{"u8)) return false;
        var reader = new PlainReader(json[1..], isFirst: true);
        return T.TryReadPlain(ref reader, out value);
    }

    public static bool TryRead<T>(ref Utf8JsonReader reader, out T? value, out MalformedReason? reason)
        where T : IWsContract<T>
    {
        if (!T.TryRead(ref reader, WsCodecOptions.Default, out value, out reason)) return false;
        try
        {
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>The platform's, with the settings that the generated one promises to equal.</summary>
public sealed class PlatformCodec : Codec
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
        AllowOutOfOrderMetadataProperties = true,
        IgnoreReadOnlyProperties = true,
    };

    public override byte[]? Write<T>(T value)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(value, s_options);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public override bool TryRead<T>(ReadOnlySpan<byte> json, out T? value)
        where T : default
    {
        try
        {
            value = JsonSerializer.Deserialize<T>(json, s_options);
            return value is not null;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            value = default;
            return false;
        }
    }
}
