namespace ReactiveWs.Generators.Model;

/// <summary>How a value looks on the wire.</summary>
enum WireKind
{
    /// <summary>Read and written by one overload of the run-time library: numbers, strings, dates, base64, raw elements.</summary>
    Scalar,

    /// <summary>A number with its own <c>JsonNumberHandling</c>.</summary>
    Number,

    /// <summary>An enum as its underlying number.</summary>
    EnumNumber,

    /// <summary>An enum by name.</summary>
    EnumName,

    /// <summary>An object with a codec: generated here, or that of a contract in another assembly.</summary>
    Object,

    /// <summary>An array of <see cref="TypeShape.Element"/>.</summary>
    Sequence,

    /// <summary>An object whose members are all <see cref="TypeShape.Element"/>.</summary>
    Dictionary,

    /// <summary>Left to the user's <c>JsonSerializerContext</c>.</summary>
    Foreign,
}

/// <summary>What a sequence becomes when it was read.</summary>
enum SequenceKind
{
    None,
    Array,
    List,
    ImmutableArray,
}

/// <summary>
/// One use of a type, as far as reading and writing need it. Immutable and compared by value: a part of every model, and whatever
/// compares unequal here regenerates a file. Names are fully qualified with <c>global::</c>.
/// </summary>
/// <param name="Kind">How it looks on the wire.</param>
/// <param name="Name">The C# type, without <c>?</c> at its end.</param>
/// <param name="IsValueType">True for structs and enums.</param>
/// <param name="IsNullable">True when the declaration says <c>?</c>, for values and references alike.</param>
/// <param name="AcceptsNull">True when JSON <c>null</c> may be read: nullable, or a reference declared without nullable annotations.</param>
/// <param name="Codec">The codec of an <see cref="WireKind.Object"/>.</param>
/// <param name="Element">The element of a sequence or dictionary.</param>
/// <param name="Sequence">What a sequence becomes.</param>
/// <param name="NumberHandling">The flags of <c>JsonNumberHandling</c> of a <see cref="WireKind.Number"/>.</param>
/// <param name="Expected">What a reader says it expected, when the kind alone does not tell.</param>
sealed record TypeShape(
    WireKind Kind,
    string Name,
    bool IsValueType,
    bool IsNullable,
    bool AcceptsNull,
    string? Codec = null,
    TypeShape? Element = null,
    SequenceKind Sequence = SequenceKind.None,
    int NumberHandling = 0,
    string? Expected = null)
{
    /// <summary>The type with <c>?</c> where it is declared nullable.</summary>
    public string AnnotatedName => IsNullable ? Name + "?" : Name;
}
