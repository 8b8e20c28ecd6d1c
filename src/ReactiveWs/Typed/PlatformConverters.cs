using System.Text.Json;

namespace ReactiveWs.Typed;

/// <summary>What the platform's own converters are called with. They look nothing up in it, so it needs no resolver.</summary>
static class PlatformConverters
{
    public static JsonSerializerOptions Options { get; } = new() { AllowDuplicateProperties = false };
}
