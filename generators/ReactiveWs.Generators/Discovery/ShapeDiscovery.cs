using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Finds how a type looks on the wire.</summary>
sealed class ShapeDiscovery(TypeGraph graph)
{
    const string Collections = "System.Collections.Generic";

    /// <summary>Why the last <see cref="Of"/> gave null, as the end of a sentence that starts with the type.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The shape of a type where it is used, or null with <see cref="Reason"/>.</summary>
    /// <param name="type">The type, with its nullable annotation.</param>
    /// <param name="numberHandling">The <c>JsonNumberHandling</c> in force here.</param>
    /// <param name="isElement">True inside a collection, where <c>null</c> references are not refused (neither does <c>System.Text.Json</c>).</param>
    public TypeShape? Of(ITypeSymbol type, int numberHandling, bool isElement = false)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Of(nullable.TypeArguments[0], numberHandling) is { } value ? value with { IsNullable = true, AcceptsNull = true } : null;
        }
        bool isNullable = type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated;
        bool acceptsNull = type.IsReferenceType && (isElement || type.NullableAnnotation != NullableAnnotation.NotAnnotated);
        TypeShape? shape = Plain(type, numberHandling);
        return shape is not null && (isNullable || acceptsNull) ? shape with { IsNullable = isNullable, AcceptsNull = acceptsNull } : shape;
    }

    TypeShape? Plain(ITypeSymbol type, int numberHandling)
    {
        if (type.TypeKind is TypeKind.Error) return Refuse("is not known to the compiler");
        if (!Symbols.IsAccessible(type, graph.Assembly)) return Refuse("cannot be named by generated code: it is private, protected, file-local, a pointer or a type parameter");
        if (HasOwnConverter(type)) return Foreign(type, "has a [JsonConverter], which only a JsonSerializerContext can call");
        if (type.TypeKind == TypeKind.Enum) return Enum(type);
        if (numberHandling != 0 && Scalars.IsNumber(type)) return Shape(WireKind.Number, type) with { NumberHandling = numberHandling };
        if (Scalars.Contain(type)) return Shape(WireKind.Scalar, type);
        return Sequence(type, numberHandling) ?? Dictionary(type, numberHandling) ?? (Reason.Length > 0 ? null : ObjectOrForeign(type));
    }

    static TypeShape Shape(WireKind kind, ITypeSymbol type) => new(kind, Symbols.NameOf(type), type.IsValueType, false, false);

    TypeShape? Refuse(string reason)
    {
        Reason = reason;
        return null;
    }

    static TypeShape Enum(ITypeSymbol type)
    {
        WireKind kind = Symbols.Json(type, "JsonConverterAttribute") is null ? WireKind.EnumNumber : WireKind.EnumName;
        string underlying = ((INamedTypeSymbol)type).EnumUnderlyingType?.ToDisplayString() ?? "int";
        return Shape(kind, type) with { Expected = underlying };
    }

    /// <summary>The only converter that generated code replaces is the one for enum names.</summary>
    static bool HasOwnConverter(ITypeSymbol type) =>
        Symbols.Json(type, "JsonConverterAttribute") is { } attribute && !(type.TypeKind == TypeKind.Enum && IsEnumName(attribute));

    /// <summary>True for <c>[JsonConverter(typeof(JsonStringEnumConverter&lt;T&gt;))]</c> and its form without a type argument.</summary>
    public static bool IsEnumName(AttributeData converter) =>
        Symbols.First<INamedTypeSymbol>(converter) is { } type
        && (Symbols.Is(type.OriginalDefinition, Known.Json, "JsonStringEnumConverter`1") || Symbols.Is(type, Known.Json, "JsonStringEnumConverter"));

    TypeShape? Sequence(ITypeSymbol type, int numberHandling)
    {
        (ITypeSymbol? element, SequenceKind kind) = type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => (array.ElementType, SequenceKind.Array),
            INamedTypeSymbol { TypeArguments: [var only] } named => (only, SequenceOf(named)),
            _ => (null, SequenceKind.None),
        };
        if (element is null || kind == SequenceKind.None) return null;
        return Of(element, numberHandling, isElement: true) is { } shape
            ? Shape(WireKind.Sequence, type) with { Element = shape, Sequence = kind }
            : null;
    }

    static SequenceKind SequenceOf(INamedTypeSymbol type) => type.Name switch
    {
        "List" or "IList" or "ICollection" or "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" when Symbols.IsIn(type, Collections) => SequenceKind.List,
        "ImmutableArray" when Symbols.IsIn(type, "System.Collections.Immutable") => SequenceKind.ImmutableArray,
        _ => SequenceKind.None,
    };

    TypeShape? Dictionary(ITypeSymbol type, int numberHandling)
    {
        bool matches = type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_String }, _] } named
            && named.Name is "Dictionary" or "IDictionary" or "IReadOnlyDictionary"
            && Symbols.IsIn(named, Collections);
        if (!matches || Reason.Length > 0) return null;
        return Of(((INamedTypeSymbol)type).TypeArguments[1], numberHandling, isElement: true) is { } shape
            ? Shape(WireKind.Dictionary, type) with { Element = shape }
            : null;
    }

    TypeShape? ObjectOrForeign(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named) return Foreign(type, "is not supported");
        if (ContractOfAnotherAssembly(named) is { } contract) return contract;
        if (!IsPlainObject(named)) return Foreign(type, "is not a type the generator can read and write");
        string name = Symbols.NameOf(type);
        if (!OwnedByItsOwnUnit(named) && !graph.Knows(name) && graph.Describe(named) is null) return Foreign(type, "has itself no wire form");
        return Shape(WireKind.Object, type) with { Codec = CodecNames.Of(name) };
    }

    /// <summary>A generated contract in a referenced assembly brings its own codec along.</summary>
    TypeShape? ContractOfAnotherAssembly(INamedTypeSymbol type)
    {
        if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, graph.Assembly) || !CodecNames.IsContract(type)) return null;
        return Shape(WireKind.Object, type) with { Codec = CodecNames.OfContract(Symbols.NameOf(type)) };
    }

    /// <summary>Contracts of this assembly are described where they are declared, not where they are used.</summary>
    static bool OwnedByItsOwnUnit(INamedTypeSymbol type) => Symbols.Ours(type, Known.Message) is not null || MessageDiscovery.IsNestedMessage(type);

    /// <summary>Records anywhere; classes and structs only where their source is, because others were not made for the wire.</summary>
    bool IsPlainObject(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct
        && type is { IsRefLikeType: false, IsStatic: false, IsUnboundGenericType: false, SpecialType: SpecialType.None, IsTupleType: false }
        && (type.IsRecord || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, graph.Assembly))
        && !type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);

    TypeShape? Foreign(ITypeSymbol type, string reason)
    {
        if (graph.Context.Covers(type)) return Shape(WireKind.Foreign, type);
        return Refuse(graph.Context.Name is null
            ? reason + "; name a JsonSerializerContext that has it with [WsProtocol(JsonContext = typeof(…))]"
            : reason + $" and is no [JsonSerializable] of '{graph.Context.Name.Replace("global::", "")}'");
    }
}
