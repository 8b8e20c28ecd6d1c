using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ReactiveWs.Typed;

/// <summary>What generated writers stand on, where <see cref="Utf8JsonWriter"/> has no method of its own.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ContractWriter
{
    /// <summary>The value of a member that is not nullable.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="JsonException">It is null all the same.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NotNull<T>([NotNull] T? value, string member)
        where T : class
    {
        if (value is null) ThrowNull(member);
        return value;
    }

    [DoesNotReturn]
    static void ThrowNull(string member) => throw new JsonException($"'{member}' is null, but its type is not nullable: set it, or declare it with '?'.");

    /// <summary>Writes a character as a string.</summary>
    public static void Write(Utf8JsonWriter writer, char value) => JsonMetadataServices.CharConverter.Write(writer, value, PlatformConverters.Options);

    /// <summary>Writes a number.</summary>
    public static void Write(Utf8JsonWriter writer, Half value) => JsonMetadataServices.HalfConverter.Write(writer, value, PlatformConverters.Options);

    /// <summary>Writes an integer.</summary>
    public static void Write(Utf8JsonWriter writer, Int128 value) => JsonMetadataServices.Int128Converter.Write(writer, value, PlatformConverters.Options);

    /// <summary>Writes an integer.</summary>
    public static void Write(Utf8JsonWriter writer, UInt128 value) => JsonMetadataServices.UInt128Converter.Write(writer, value, PlatformConverters.Options);

    /// <summary>Writes a date.</summary>
    public static void Write(Utf8JsonWriter writer, DateOnly value) => JsonMetadataServices.DateOnlyConverter.Write(writer, value, PlatformConverters.Options);

    /// <summary>Writes a time of day.</summary>
    public static void Write(Utf8JsonWriter writer, TimeOnly value) => JsonMetadataServices.TimeOnlyConverter.Write(writer, value, PlatformConverters.Options);

    /// <summary>Writes a duration.</summary>
    public static void Write(Utf8JsonWriter writer, TimeSpan value) => JsonMetadataServices.TimeSpanConverter.Write(writer, value, PlatformConverters.Options);

    /// <summary>Writes an address.</summary>
    public static void Write(Utf8JsonWriter writer, Uri value) => JsonMetadataServices.UriConverter.Write(writer, value, PlatformConverters.Options);

    /// <summary>Writes a version.</summary>
    public static void Write(Utf8JsonWriter writer, Version value) => JsonMetadataServices.VersionConverter.Write(writer, value, PlatformConverters.Options);

    /// <summary>Writes base64.</summary>
    public static void Write(Utf8JsonWriter writer, Memory<byte> value) => Required(writer).WriteBase64StringValue(value.Span);

    /// <summary>Writes base64.</summary>
    public static void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value) => Required(writer).WriteBase64StringValue(value.Span);

    /// <summary>Writes an element as it is.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement value) => value.WriteTo(Required(writer));

    /// <summary>Writes an enum by name.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    public static void WriteEnumName<T>(Utf8JsonWriter writer, T value)
        where T : struct, Enum => EnumNames<T>.Converter.Write(writer, value, PlatformConverters.Options);

    /// <summary>Writes a value the user's context knows.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public static void WriteForeign<T>(Utf8JsonWriter writer, T value, WsCodecOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        JsonSerializer.Serialize(writer, value, options.TypeInfo<T>());
    }

    /// <summary>The type of a hierarchy is not among those it declares.</summary>
    public static Exception NotDeclared(object value) =>
        new NotSupportedException($"'{value?.GetType()}' is not one of the [JsonDerivedType]s of its base type: declare it there.");

    static Utf8JsonWriter Required(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return writer;
    }
}
