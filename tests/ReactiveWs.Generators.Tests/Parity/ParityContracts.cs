using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

// What both codecs are given. The generator runs on this very file.
namespace ReactiveWs.Generators.Tests.Parity;

public enum Plain : short
{
    A,
    B = -3,
}

[JsonConverter(typeof(JsonStringEnumConverter<Named>))]
public enum Named
{
    A,
    [JsonStringEnumMemberName("bee!")] B,
}

[JsonConverter(typeof(JsonStringEnumConverter<Sides>)), Flags]
public enum Sides
{
    None,
    One = 1,
    Two = 2,
}

[WsMessage]
public partial record Integers(sbyte A, byte B, short C, ushort D, int E, uint F, long G, ulong H, Int128 I, UInt128 J, int? K);

[WsMessage]
public partial record Reals(float A, double B, decimal C, Half D, double? E);

[WsMessage]
public partial record Words(string A, string? B, char C, bool D, bool? E, Guid F, Uri G, Version H, byte[] I, ReadOnlyMemory<byte> J, Memory<byte> K, byte[]? L);

[WsMessage]
public partial record Simple(
    string A, string? B, int C, long? D, bool E, double F, decimal G, Guid H, DateTime I, DateTimeOffset J, DateTimeOffset? K, Plain L, Plain? M, byte N, ulong O)
{
    /// <summary>With nothing that has to be escaped, and no number with an exponent.</summary>
    public static Simple Example { get; } = new(
        "lobby", null, -7, 123456789012, true, 0.25, 12.50m, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), new DateTime(2026, 11, 21, 18, 30, 5, DateTimeKind.Utc),
        new DateTimeOffset(2026, 11, 21, 18, 30, 5, 125, TimeSpan.FromHours(-3.5)), null, Plain.B, Plain.A, 255, 18);
}

[WsMessage]
public partial record Sparse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null,
    int Count = 3,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int? Factor = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Plain Kind = Plain.A);

[WsMessage]
public partial record Times(DateTime A, DateTimeOffset B, DateOnly C, TimeOnly D, TimeSpan E, TimeSpan? F);

[WsMessage]
public partial record Enums(Plain A, Named B, Sides C, Plain? D, Named? E, [property: JsonConverter(typeof(JsonStringEnumConverter<Plain>))] Plain F);

public record Item(string Name, string? Note, int Count = 3);

public readonly record struct Pair
{
    [method: JsonConstructor]
    public Pair(int left, string? right) => (Left, Right) = (left, right);

    public int Left { get; init; }

    public string? Right { get; init; }
}

[WsMessage]
public partial record Nested(Item A, Item? B, Pair C, Pair? D, JsonElement E);

[WsMessage]
public partial record Lists(
    string[] A, List<int?> B, IReadOnlyList<Item> C, ImmutableArray<Item?> D, IEnumerable<string?> E,
    Dictionary<string, Item> F, IReadOnlyDictionary<string, int?>? G, int[][] H, ImmutableArray<bool>? I, ICollection<Named> J);

[WsMessage]
public partial class Settable
{
    public required string Id { get; init; }

    public int Quantity { get; set; } = 1;

    public string? Note { get; init; }

    public int Level { get; init; } = 5;

    public int Doubled => Quantity * 2;

    [JsonRequired]
    public int Needed { get; set; }
}

[WsMessage]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public partial record Attributed([property: JsonPropertyName("n\"é")] string Name, [property: JsonIgnore] int Hidden = 3)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Count { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public int Incoming { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)]
    public int Outgoing { get; set; } = 4;

    [JsonPropertyOrder(-1)]
    public int First { get; set; }

    public int URLValue { get; set; }
}

[WsMessage]
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public partial record TextNumbers(int A, double B, decimal C, long? D, List<int> E, Half F);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), 2)]
public abstract record Shape;

public sealed record Circle(double Radius) : Shape;

public sealed record Square(int Side, string? Label) : Shape;

[JsonDerivedType(typeof(Animal), "animal")]
[JsonDerivedType(typeof(Dog), "dog")]
public record Animal(string Name);

public record Dog(string Name, int Legs) : Animal(Name);

[WsMessage]
public partial record Hierarchies(Shape A, ImmutableArray<Shape> B, Animal C);

public abstract record Envelope<T>(T Payload)
{
    public string Source { get; set; } = "here";
}

[WsMessage]
public partial record Wrapped(int Payload, string Extra) : Envelope<int>(Payload);

[WsMessage]
public partial record Tree(string Name, ImmutableArray<Tree> Children);
