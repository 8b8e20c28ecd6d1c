using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReactiveWs.Typed;

/// <summary>The platform's converter of an enum by name, made once per enum.</summary>
static class EnumNames<T>
    where T : struct, Enum
{
    public static readonly JsonConverter<T> Converter =
        (JsonConverter<T>)new JsonStringEnumConverter<T>().CreateConverter(typeof(T), PlatformConverters.Options);
}
