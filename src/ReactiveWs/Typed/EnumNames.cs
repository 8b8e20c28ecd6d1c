using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReactiveWs.Typed;

/// <summary>How an enum is written by name: the platform's converter, and what it writes for each named value. Made once per enum.</summary>
static class EnumNames<T>
    where T : struct, Enum
{
    public static readonly JsonConverter<T> Converter =
        (JsonConverter<T>)new JsonStringEnumConverter<T>().CreateConverter(typeof(T), PlatformConverters.Options);

    public static readonly FrozenDictionary<T, byte[]> Written = Enum.GetValues<T>().Distinct().ToFrozenDictionary(value => value, Write);

    static byte[] Write(T value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, WsCodecOptions.Default.Writer);
        Converter.Write(writer, value, PlatformConverters.Options);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
