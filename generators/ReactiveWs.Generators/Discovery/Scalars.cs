using Microsoft.CodeAnalysis;

namespace ReactiveWs.Generators.Discovery;

/// <summary>The types that are one JSON value: those with an overload of <c>ContractReader.TryRead</c> and of <c>ContractWriter.Write</c>.</summary>
static class Scalars
{
    /// <summary>True when the type is one of them.</summary>
    public static bool Contain(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_DateTime => true,
        SpecialType.None => IsNamed(type),
        _ => IsPlainNumber(type),
    };

    /// <summary>True for what <c>JsonNumberHandling</c> applies to.</summary>
    public static bool IsNumber(ITypeSymbol type) =>
        IsPlainNumber(type) || (type.SpecialType == SpecialType.None && type.Name is "Half" or "Int128" or "UInt128" && Symbols.IsIn(type, "System"));

    static bool IsPlainNumber(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;

    static bool IsNamed(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte }) return true;
        if (type is not INamedTypeSymbol { ContainingType: null } named) return false;
        return (named.Name, named.Arity) switch
        {
            ("Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri" or "Version" or "Half" or "Int128" or "UInt128", 0) => Symbols.IsIn(named, "System"),
            ("Memory" or "ReadOnlyMemory", 1) => named.TypeArguments[0].SpecialType == SpecialType.System_Byte && Symbols.IsIn(named, "System"),
            ("JsonElement", 0) => Symbols.IsIn(named, "System.Text.Json"),
            _ => false,
        };
    }
}
