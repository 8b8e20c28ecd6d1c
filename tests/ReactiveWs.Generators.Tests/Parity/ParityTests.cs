using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ReactiveWs.Generators.Tests.Parity;

/// <summary>The generated codec against <c>System.Text.Json</c>: same bytes out, same value in, same accept or reject.</summary>
public class ParityTests
{
    private const int Cases = 300;

    private static readonly GeneratedCodec s_generated = new();
    private static readonly PlatformCodec s_platform = new();

    [Fact] public void Integers() => Agree(v => v.Integers());

    [Fact] public void Reals() => Agree(v => v.Reals());

    [Fact] public void Words() => Agree(v => v.Words());

    [Fact] public void Times() => Agree(v => v.Times());

    [Fact] public void Enums() => Agree(v => v.Enums());

    [Fact] public void Nested_objects() => Agree(v => v.Nested());

    [Fact] public void Arrays_and_dictionaries() => Agree(v => v.Lists());

    [Fact] public void Settable_and_required_members() => Agree(v => v.Settable());

    [Fact] public void Attributes_of_members() => Agree(v => v.Attributed());

    [Fact] public void Numbers_as_text() => Agree(v => v.TextNumbers());

    [Fact] public void Closed_hierarchies() => Agree(v => v.Hierarchies());

    [Fact] public void Generic_bases() => Agree(v => v.Wrapped());

    [Fact] public void Trees() => Agree(v => v.Tree());

    [Fact] public void Simple_members() => Agree(v => v.Simple());

    [Fact] public void Members_that_may_be_left_out() => Agree(v => v.Sparse());

    [Fact]
    public void A_message_as_our_own_writer_makes_it_is_read_plainly()
    {
        Assert.True(ContractCalls.TryReadPlain<Simple>(s_generated.Write(Simple.Example)!, out var simple));
        Assert.Equal(Simple.Example, simple);
        Assert.True(ContractCalls.TryReadPlain<Sparse>("""{"count":1}"""u8, out var sparse));
        Assert.Equal(new Sparse(Count: 1), sparse);
        Assert.True(ContractCalls.TryReadPlain<Sparse>("""{"note":"x","count":1,"factor":2}"""u8, out sparse));
        Assert.Equal(new Sparse("x", 1, 2), sparse);
    }

    [Fact]
    public void A_value_without_a_json_form_is_refused_by_both()
    {
        var value = new Reals(1, double.NaN, 1, (Half)1, null);
        Assert.Null(s_platform.Write(value));
        Assert.Null(s_generated.Write(value));
    }

    [Fact]
    public void Null_where_the_type_is_not_nullable_is_refused_by_both()
    {
        var value = new Wrapped(1, null!);
        Assert.Null(s_platform.Write(value));
        Assert.Null(s_generated.Write(value));
    }

    [Fact]
    public void Deeper_nesting_than_allowed_is_refused_by_both()
    {
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"name":"","children":[""", 40)) + string.Concat(Enumerable.Repeat("]}", 40)));
        Assert.False(s_platform.TryRead<Tree>(json, out _));
        Assert.False(s_generated.TryRead<Tree>(json, out _));
    }

    private static void Agree<T>(Func<Values, T> make)
        where T : class, IWsContract<T>
    {
        var property = Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var value = make(new Values(seed));
            var bytes = s_platform.Write(value);
            var actual = s_generated.Write(value);
            AssertSame(bytes, actual);
            if (bytes is null) return;
            AssertReadAlike<T>(bytes);
            AssertReadAlike<T>(new Mutation(seed).Of(bytes));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), property);
    }

    private static void AssertReadAlike<T>(byte[] json)
        where T : class, IWsContract<T>
    {
        bool expected = s_platform.TryRead<T>(json, out var one);
        bool actual = s_generated.TryRead<T>(json, out var other);
        Assert.True(expected == actual, $"{(expected ? "only the platform" : "only the generated codec")} reads {Encoding.UTF8.GetString(json)}");
        // Equal values are written alike; records with arrays do not compare equal themselves.
        if (expected) AssertSame(s_platform.Write(one!), s_platform.Write(other!));
        if (!ContractCalls.TryReadPlain<T>(json, out var plain)) return;
        Assert.True(expected, $"only the plain reader reads {Encoding.UTF8.GetString(json)}");
        AssertSame(s_platform.Write(one!), s_platform.Write(plain!));
    }

    private static void AssertSame(byte[]? expected, byte[]? actual) => Assert.Equal(Text(expected), Text(actual));

    private static string Text(byte[]? json) => json is null ? "(refused)" : Encoding.UTF8.GetString(json);
}
