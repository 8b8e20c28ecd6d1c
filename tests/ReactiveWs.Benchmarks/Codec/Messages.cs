using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ReactiveWs.Benchmarks.Codec;

/// <summary>A small message, as most are.</summary>
[WsMessage("say")]
public partial record Say(string Room, string Text, long Sequence);

/// <summary>A feed's message: numbers and a date.</summary>
[WsMessage("quote")]
public partial record Quote(string Symbol, decimal Bid, decimal Ask, double Change, long Volume, DateTimeOffset At);

/// <summary>Nested records in an array, a nullable member, an identifier.</summary>
[WsMessage("history")]
public partial record History(Guid Id, string Room, string? Topic, ImmutableArray<Line> Lines, bool IsComplete);

/// <summary>An element of <see cref="History"/>.</summary>
public record Line(string User, string Text, DateTimeOffset At);

/// <summary>The platform's generated code for the same records, with the same settings; fast path for writing included.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(Say))]
[JsonSerializable(typeof(Quote))]
[JsonSerializable(typeof(History))]
public sealed partial class PlatformJson : JsonSerializerContext;
