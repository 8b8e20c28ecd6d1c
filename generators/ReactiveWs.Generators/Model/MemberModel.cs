namespace ReactiveWs.Generators.Model;

/// <summary>When a member is left out while writing; the numbers are those of <c>JsonIgnoreCondition</c>.</summary>
enum IgnoreWhenWriting
{
    Never = 0,
    Always = 1,
    Default = 2,
    Null = 3,
}

/// <summary>How a member that was read reaches the object.</summary>
enum Assignment
{
    /// <summary>It does not: written only.</summary>
    None,

    /// <summary>As an argument of the constructor.</summary>
    Parameter,

    /// <summary>In the object initializer, present or not.</summary>
    Initializer,

    /// <summary>By its setter, only when present, so that its own initial value survives.</summary>
    Setter,

    /// <summary>As <see cref="Setter"/>, through an accessor, because only <c>init</c> is declared.</summary>
    InitAccessor,
}

/// <summary>One member of an object on the wire. Immutable and compared by value.</summary>
/// <param name="Name">The C# name, unescaped.</param>
/// <param name="WireName">The JSON name.</param>
/// <param name="Shape">Its type.</param>
/// <param name="Assignment">How it is set.</param>
/// <param name="IsRequired">True when its absence is malformed.</param>
/// <param name="Ignore">When it is not written.</param>
/// <param name="IsRead">False when its value on the wire is skipped.</param>
/// <param name="DefaultValue">C# for the value of an absent constructor parameter.</param>
/// <param name="DeclaringType">The type that declares an <see cref="Assignment.InitAccessor"/> member.</param>
sealed record MemberModel(
    string Name,
    string WireName,
    TypeShape Shape,
    Assignment Assignment,
    bool IsRequired,
    IgnoreWhenWriting Ignore = IgnoreWhenWriting.Never,
    bool IsRead = true,
    string? DefaultValue = null,
    string? DeclaringType = null);

/// <summary>One argument of the constructor: a member, or the literal for an ignored one.</summary>
/// <param name="Member">Index into the members, or −1.</param>
/// <param name="Literal">C# for the argument when there is no member.</param>
readonly record struct ConstructorArgument(int Member, string? Literal);

/// <summary>One derived type of a closed hierarchy.</summary>
/// <param name="Name">The C# type.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="Discriminator">Its discriminator; null for the base type itself without one.</param>
/// <param name="IsNumber">True when the discriminator is a number.</param>
readonly record struct DerivedModel(string Name, string Codec, string? Discriminator, bool IsNumber);
