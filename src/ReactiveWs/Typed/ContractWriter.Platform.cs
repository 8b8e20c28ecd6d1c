using System.Text.Json;

namespace ReactiveWs.Typed;

public ref partial struct ContractWriter
{
    /// <summary>Writes an element as it is.</summary>
    public void Write(JsonElement value)
    {
        PlatformWriter platform = PlatformWriter.Rent(_options, _depth);
        value.WriteTo(platform.Json);
        Return(platform);
    }

    /// <summary>Writes an enum by name.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    public void WriteEnumName<T>(T value)
        where T : struct, Enum
    {
        if (EnumNames<T>.Written.TryGetValue(value, out byte[]? name))
        {
            NextName(name);
            return;
        }
        // Several flags, or a value without a name.
        PlatformWriter platform = PlatformWriter.Rent(_options, _depth);
        EnumNames<T>.Converter.Write(platform.Json, value, PlatformConverters.Options);
        Return(platform);
    }

    /// <summary>Writes a value the user's context knows.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public void WriteForeign<T>(T value)
    {
        PlatformWriter platform = PlatformWriter.Rent(_options, _depth);
        JsonSerializer.Serialize(platform.Json, value, _options.TypeInfo<T>());
        Return(platform);
    }

    void Return(PlatformWriter platform)
    {
        ReadOnlySpan<byte> written = platform.Written;
        while (!written.IsEmpty)
        {
            int count = Math.Min(written.Length, LongestPiece);
            NextName(written[..count]);
            written = written[count..];
        }
        platform.Return();
    }

    /// <summary>Writes a whole contract as one value of somebody else's writer.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    public static void WriteTo<T>(Utf8JsonWriter target, T value, WsCodecOptions options)
        where T : IWsContract<T>
    {
        ArgumentNullException.ThrowIfNull(target);
        PlatformWriter platform = PlatformWriter.Rent(options, 0);
        var writer = new ContractWriter(platform.Buffer, options, target.CurrentDepth);
        writer.StartObject();
        T.WriteMembers(ref writer, value);
        writer.EndObject();
        writer.Flush();
        target.WriteRawValue(platform.Buffer.WrittenSpan, skipInputValidation: true);
        platform.Return();
    }
}
