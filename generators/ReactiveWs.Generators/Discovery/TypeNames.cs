using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReactiveWs.Generators.Discovery;

/// <summary>
/// C# names of types: fully qualified, keywords escaped, <c>?</c> on nullable references. They are asked for on every edit, once per member, so
/// plain ones are put together here; the rest is left to the compiler, which takes ten times the memory.
/// </summary>
static class TypeNames
{
    static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The name without a <c>?</c> of its own.</summary>
    public static string Of(ITypeSymbol type) => Plain(type) ?? Compilers(type);

    /// <summary>What the compiler calls it.</summary>
    public static string Compilers(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(FullName);

    static string? Plain(ITypeSymbol type) => type switch
    {
        _ when Keyword(type.SpecialType) is { } keyword => keyword,
        IArrayTypeSymbol { Rank: 1, ElementType: not IArrayTypeSymbol } array => Annotated(array.ElementType) is { } element ? element + "[]" : null,
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Enum, IsTupleType: false, IsUnboundGenericType: false } named => Plain(named),
        _ => null,
    };

    static string? Plain(INamedTypeSymbol type)
    {
        if (type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr || !IsPlain(type.Name)) return null;
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T) return Annotated(type.TypeArguments[0]) is { } value ? value + "?" : null;
        if (Container(type) is not { } container) return null;
        if (type.TypeArguments.Length == 0) return container + type.Name;
        string?[] arguments = [.. type.TypeArguments.Select(Annotated)];
        return arguments.Contains(null) ? null : container + type.Name + "<" + string.Join(", ", arguments) + ">";
    }

    static string? Annotated(ITypeSymbol type) =>
        type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? Plain(type) is { } name ? name + "?" : null : Plain(type);

    /// <summary>What stands before the name, with its dot.</summary>
    static string? Container(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer) return Plain(outer) is { } name ? name + "." : null;
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (!IsPlain(space.Name)) return null;
        }
        return Symbols.NamespaceOf(type) is { } dotted ? "global::" + dotted + "." : "global::";
    }

    /// <summary>True when the identifier is never escaped.</summary>
    public static bool IsPlain(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(identifier) == SyntaxKind.None;

    static string? Keyword(SpecialType type) => type switch
    {
        SpecialType.System_Void => "void",
        SpecialType.System_Object => "object",
        SpecialType.System_String => "string",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        _ => null,
    };
}
