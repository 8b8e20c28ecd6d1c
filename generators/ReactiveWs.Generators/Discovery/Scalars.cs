using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>The types that are one JSON value.</summary>
static class Scalars
{
    /// <summary>How the type is written, or <see cref="ScalarWriting.None"/> when it is not a scalar.</summary>
    public static ScalarWriting Of(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ScalarWriting.String,
        SpecialType.System_Boolean => ScalarWriting.Boolean,
        SpecialType.System_Char => ScalarWriting.Converted,
        SpecialType.System_DateTime => ScalarWriting.String,
        SpecialType.None => Named(type),
        _ => IsPlainNumber(type) ? ScalarWriting.Number : ScalarWriting.None,
    };

    /// <summary>True for what <c>JsonNumberHandling</c> applies to.</summary>
    public static bool IsNumber(ITypeSymbol type) =>
        IsPlainNumber(type) || (type.SpecialType == SpecialType.None && type.MetadataName is "Half" or "Int128" or "UInt128" && Symbols.NamespaceOf(type) == "System");

    static bool IsPlainNumber(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;

    static ScalarWriting Named(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte }) return ScalarWriting.Base64;
        if (type is not INamedTypeSymbol { ContainingType: null } named) return ScalarWriting.None;
        return (Symbols.NamespaceOf(named), named.MetadataName) switch
        {
            ("System", "Guid" or "DateTimeOffset") => ScalarWriting.String,
            ("System", "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri" or "Version" or "Half" or "Int128" or "UInt128") => ScalarWriting.Converted,
            ("System", "Memory`1" or "ReadOnlyMemory`1") when named.TypeArguments[0].SpecialType == SpecialType.System_Byte => ScalarWriting.Converted,
            ("System.Text.Json", "JsonElement") => ScalarWriting.Converted,
            _ => ScalarWriting.None,
        };
    }
}
