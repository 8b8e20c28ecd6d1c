using System.Text.Json;

namespace ReactiveWs.Typed;

/// <summary>What the platform's own converters are called with. They look nothing up in it, so it needs no resolver.</summary>
static class PlatformConverters
{
    public static JsonSerializerOptions Options { get; } = new()
    {
#if NET10_0_OR_GREATER
        AllowDuplicateProperties = false,     // the one member that .NET 9, for which a test compiles this, does not have
#endif
    };
}
