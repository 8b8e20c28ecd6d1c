using System.Reflection;

namespace ReactiveWs.Generators.Tests;

/// <summary>The sources behind the snapshots, by the name of the test: one per shape. Other tests go through all of them.</summary>
internal static class ShapeMatrix
{
    public const string A_record_in_a_namespace = """
        namespace App;
        [WsMessage] public partial record Tick(string Symbol, decimal Price, DateTimeOffset At);
        """;

    public const string A_record_in_the_global_namespace = """
        [WsMessage("t")] public partial record Tick(string Symbol, int? Count = 5);
        """;

    public const string A_record_nested_twice = """
        namespace App;
        public partial class Outer { internal partial struct Middle { [WsMessage] internal partial record Tick(bool On); } }
        """;

    public const string A_record_struct = """
        namespace App;
        [WsMessage] public readonly partial record struct Point(double X, double Y);
        """;

    public const string A_class_with_required_init_and_settable_members = """
        namespace App;
        [WsMessage]
        public sealed partial class Order
        {
            public required string Id { get; init; }
            public int Quantity { get; set; } = 1;
            public string? Note { get; init; }
            public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
            public decimal Total => Quantity * 2;
        }
        """;

    public const string A_record_with_parameters_and_members = """
        namespace App;
        [WsMessage] public partial record Mixed(string Room, long Seq = 7) { public string? ReplyTo { get; init; } public List<int> Tags { get; set; } = []; }
        """;

    public const string Keywords_and_letters_beyond_ascii = """
        namespace App.@event;
        [WsMessage] public partial record @class(string @string, int @value, string Größe, bool reader, int Name) { [JsonPropertyName("q\"uote")] public int Quote { get; set; } }
        """;

    public const string Same_names_in_different_places = """
        namespace A { [WsMessage] public partial record Tick(Point At); public record Point(int X); }
        namespace B { [WsMessage] public partial record Tick(A.Point At, Point Here); public record Point(int Y); }
        namespace A { [WsMessage] public partial record TICK(int X); }
        """;

    public const string A_generic_base = """
        namespace App;
        public abstract record Envelope<T>(T Payload) { public string Source { get; init; } = "here"; }
        [WsMessage] public partial record Wrapped(int Payload, string Extra) : Envelope<int>(Payload);
        """;

    public const string Collections = """
        namespace App;
        public record Item(string Name, string? Note);
        [WsMessage]
        public partial record All(
            string[] A, List<int> B, IReadOnlyList<Item> C, ImmutableArray<Item?> D, IEnumerable<DateOnly> E,
            Dictionary<string, Item> F, IReadOnlyDictionary<string, int?>? G, int[][] H, ImmutableArray<int>? I);
        """;

    public const string Every_scalar = """
        namespace App;
        public enum Plain : byte { A, B }
        [JsonConverter(typeof(JsonStringEnumConverter<Named>))] public enum Named { A, [JsonStringEnumMemberName("bee")] B }
        [WsMessage]
        public partial record Scalars(
            string A, bool B, char C, sbyte D, byte E, short F, ushort G, int H, uint I, long J, ulong K, Int128 L, UInt128 M, Half N, float O, double P, decimal Q,
            Guid R, DateTime S, DateTimeOffset T, DateOnly U, TimeOnly V, TimeSpan W, Uri X, Version Y, byte[] Z,
            ReadOnlyMemory<byte> Ro, Memory<byte> Me, JsonElement El, Plain Pl, Named Na, Plain? Pn, Guid? Gn);
        """;

    public const string Attributes_of_members = """
        namespace App;
        [WsMessage, JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
        public partial record Attributed([property: JsonPropertyName("n")] string Name, [property: JsonIgnore] int Hidden = 3)
        {
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Note { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Count { get; set; }
            [JsonPropertyOrder(-1)] public int First { get; set; }
            [JsonInclude] internal int Inner { get; set; }
            [JsonInclude] public int Twice => Count * 2;
            [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)] public long Big { get; set; }
            [JsonRequired] public int Needed { get; set; }
        }
        """;

    public const string A_closed_hierarchy = """
        namespace App;
        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
        [JsonDerivedType(typeof(Circle), "circle")]
        [JsonDerivedType(typeof(Square), 2)]
        public abstract record Shape;
        public sealed record Circle(double Radius) : Shape;
        public sealed record Square(double Side) : Shape;
        [WsMessage] public partial record Drawing(ImmutableArray<Shape> Shapes);
        """;

    public const string A_tree = """
        namespace App;
        [WsMessage] public partial record Tree(string Name, ImmutableArray<Tree> Children, Leaf? Leaf);
        public record Leaf(Tree? Back);
        """;

    public const string A_struct_with_init_members_of_its_own = """
        namespace App;
        [WsMessage] public partial struct Settings { public Settings() { } public int Level { get; init; } = 3; public string? Name { get; set; } }
        """;

    public const string A_foreign_type_through_a_context = """
        namespace App;
        [WsMessage(JsonContext = typeof(AppJson))] public partial record Located(System.Net.IPAddress Address, System.Net.IPAddress? Other);
        [JsonSerializable(typeof(System.Net.IPAddress))] public partial class AppJson : JsonSerializerContext
        {
            public AppJson() : base(null) { }
            public static AppJson Default { get; } = new();
            protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;

    /// <summary>Name and source of each.</summary>
    public static IEnumerable<(string Name, string Source)> All =>
        typeof(ShapeMatrix).GetFields(BindingFlags.Static | BindingFlags.Public).Select(f => (f.Name, (string)f.GetRawConstantValue()!));
}
