using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ReactiveWs.Generators.Tests.Parity;

/// <summary>Values of the parity contracts from a stream of numbers, which FsCheck supplies and shrinks.</summary>
internal sealed class Values(int seed)
{
    private static readonly string[] s_texts = ["", "a", "ada", "é", "日本", "\U0001F600", "\"\\/\b\f\n\r\t", "<&'+>", "\u0000\u001f\u007f\u2028", new('x', 300)];

    private readonly Random _random = new(seed);
    private int _depth;

    public int Int() => _random.Next(6) switch
    {
        0 => 0,
        1 => int.MinValue,
        2 => int.MaxValue,
        _ => _random.Next(-1000, 1000),
    };

    public long Long() => _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64);

    public double Double() => _random.Next(5) switch
    {
        0 => 0,
        1 => double.Epsilon,
        2 => double.MaxValue,
        3 => 1e21,
        _ => _random.NextDouble() * Int(),
    };

    public bool Bool() => _random.Next(2) == 0;

    public string Text() => s_texts[_random.Next(s_texts.Length)];

    public T? Maybe<T>(Func<T> make)
        where T : class => Bool() ? make() : null;

    public T? MaybeValue<T>(Func<T> make)
        where T : struct => Bool() ? make() : null;

    public List<T> Many<T>(Func<T> make)
    {
        if (_depth > 3) return [];
        _depth++;
        var items = Enumerable.Range(0, _random.Next(4)).Select(_ => make()).ToList();
        _depth--;
        return items;
    }

    public byte[] Bytes()
    {
        var bytes = new byte[_random.Next(20)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private DateTime Date() => new DateTime(_random.NextInt64(DateTime.MaxValue.Ticks), (DateTimeKind)_random.Next(2)).AddTicks(-(_random.Next(2) * 7));

    private DateTimeOffset Offset() => new(_random.NextInt64(TimeSpan.TicksPerDay * 10_000, TimeSpan.TicksPerDay * 1_000_000), TimeSpan.FromMinutes(_random.Next(-840, 840)));

    public Integers Integers() => new(
        (sbyte)Int(), (byte)Int(), (short)Int(), (ushort)Int(), Int(), (uint)Int(), Long(), (ulong)Long(), (Int128)Long() * Long(), (UInt128)(ulong)Long() * 3, MaybeValue(Int));

    public Reals Reals() => new((float)(Double() / 1e10), Double(), (decimal)(Int() / 7.0), (Half)(Double() / 1e300), MaybeValue(Double));

    public Words Words() => new(
        Text(), Maybe(Text), (char)('a' + _random.Next(200)), Bool(), MaybeValue(Bool), new Guid(_random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        new Uri("http://x/" + Uri.EscapeDataString(Text())), new Version(1, _random.Next(99)), Bytes(), Bytes(), Bytes(), Maybe(Bytes));

    public Simple Simple() => new(
        Text(), Maybe(Text), Int(), MaybeValue(Long), Bool(), Double(), (decimal)(Int() / 7.0), new Guid(_random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        Date(), Offset(), MaybeValue(Offset), Pick(Plain.A, Plain.B, (Plain)7), MaybeValue(() => Plain.B), (byte)Int(), (ulong)Long());

    public Sparse Sparse() => new(Maybe(Text), Int(), MaybeValue(Int), Pick(Plain.A, Plain.B));

    public Times Times() => new(Date(), Offset(), DateOnly.FromDateTime(Date()), new TimeOnly(_random.NextInt64(TimeSpan.TicksPerDay)), new TimeSpan(Long()), MaybeValue(() => new TimeSpan(Long())));

    private T Pick<T>(params T[] all) => all[_random.Next(all.Length)];

    public Enums Enums() => new(
        Pick(Plain.A, Plain.B, (Plain)7), Pick(Named.A, Named.B, (Named)9), Pick(Sides.None, Sides.One, Sides.One | Sides.Two, (Sides)8),
        MaybeValue(() => Plain.B), MaybeValue(() => Named.B), Pick(Plain.A, Plain.B));

    private Item Item() => new(Text(), Maybe(Text), Int());

    private Pair Pair() => new(Int(), Maybe(Text));

    private JsonElement Element() => JsonDocument.Parse(Pick("null", "1.50", "\"\\u00e9\"", "[1,{\"a\":[]}]", "{\"a\" : true}")).RootElement;

    public Nested Nested() => new(Item(), Maybe(Item), Pair(), MaybeValue(Pair), Element());

    public Lists Lists() => new(
        [.. Many(Text)], Many(() => MaybeValue(Int)), Many(Item), [.. Many(() => Maybe(Item))], Many(() => Maybe(Text)),
        Keyed(Item), Maybe(() => Keyed(() => MaybeValue(Int))), [.. Many(() => Many(Int).ToArray())], MaybeValue(() => Many(Bool).ToImmutableArray()), Many(() => Named.B));

    private Dictionary<string, T> Keyed<T>(Func<T> make) =>
        Many(make).Select((item, i) => (Key: Text() + i.ToString(CultureInfo.InvariantCulture), item)).ToDictionary(p => p.Key, p => p.item);

    public Settable Settable() => new() { Id = Text(), Quantity = Int(), Note = Maybe(Text), Level = Int(), Needed = Int() };

    public Attributed Attributed() => new(Text(), Int()) { Note = Maybe(Text), Count = Pick(0, Int()), Incoming = Int(), Outgoing = Int(), First = Int(), URLValue = Int() };

    public TextNumbers TextNumbers() => new(
        Int(), Pick(Double(), double.NaN, double.PositiveInfinity, double.NegativeInfinity), Int() / 4m, MaybeValue(Long), Many(Int), Pick((Half)1.5, Half.NaN));

    private Shape Shape() => Bool() ? new Circle(Int()) : new Square(Int(), Maybe(Text));

    public Hierarchies Hierarchies() => new(Shape(), [.. Many(Shape)], Bool() ? new Animal(Text()) : new Dog(Text(), Int()));

    public Wrapped Wrapped() => new(Int(), Text()) { Source = Text() };

    public Tree Tree() => new(Text(), [.. Many(Tree)]);
}
