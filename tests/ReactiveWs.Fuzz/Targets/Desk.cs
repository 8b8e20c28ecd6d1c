using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>A protocol with members of most shapes; the generator makes both of its ends.</summary>
[WsProtocol("desk.v1")]
internal static partial class Desk
{
    [JsonConverter(typeof(JsonStringEnumConverter<Side>))]
    public enum Side
    {
        Buy,
        Sell,
    }

    [FromServer("quote")]
    public sealed partial record Quote(string Symbol, decimal Price, double? Change, DateTimeOffset At, Side Side, ImmutableArray<Level> Levels);

    [FromServer("note")]
    public sealed partial record Note(string Text, IReadOnlyDictionary<string, int>? Tags, Guid Id, ReadOnlyMemory<byte> Data, TimeSpan Took, Note? Inner);

    [FromServer("numbers")]
    public sealed partial record Numbers(sbyte A, byte B, short C, long D, ulong E, float F, char G, bool H, DateOnly I, int[] Many);

    /// <summary>All of its members are simple values: as its own writer makes it, it is read in one pass.</summary>
    [FromServer("trade")]
    public sealed partial record Trade(string Symbol, string? Note, int Count, ulong? Number, bool IsOpen, double Rate, decimal Price, Guid Id, DateTime On, DateTimeOffset At);

    [FromClient("ask", Reply = typeof(Answer))]
    public sealed partial record Ask(int N);

    [FromServer("answer")]
    public sealed partial record Answer(int N, string? Why);

    [FromServer(Binary = true)]
    public sealed partial record Blob(ReadOnlyMemory<byte> Data);

    [FromServer(Literal = "tick")]
    public sealed partial record Tick;

    internal readonly record struct Level(decimal Price, int Size);
}
