using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Questions about symbols, answered by metadata name so that no look-up in the compilation is needed.</summary>
static class Symbols
{
    /// <summary>The C# name of a type without a <c>?</c> of its own.</summary>
    public static string NameOf(ITypeSymbol type) => TypeNames.Of(type);

    /// <summary>The name for messages: no namespace, no <c>global::</c>.</summary>
    public static string ShortName(ITypeSymbol type) =>
        type is INamedTypeSymbol { Arity: 0, SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct, NullableAnnotation: not NullableAnnotation.Annotated } && TypeNames.IsPlain(type.Name)
            ? type.Name
            : type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    public static string? NamespaceOf(ISymbol symbol) =>
        symbol.ContainingNamespace is { IsGlobalNamespace: false } space
            ? NamespaceOf(space) is { } outer ? outer + "." + space.Name : space.Name
            : null;

    /// <summary>True when <see cref="NamespaceOf"/> is that, found without making it.</summary>
    public static bool IsIn(ISymbol symbol, string dotted)
    {
        int end = dotted.Length;
        for (INamespaceSymbol? space = symbol.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            int start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(dotted, start, space.Name, 0, space.Name.Length) != 0) return false;
            if (start > 0 && dotted[start - 1] != '.') return false;
            end = start - 1;
        }
        return end == -1;
    }

    public static string IdOf(ISymbol symbol) => DocumentationCommentId.CreateDeclarationId(symbol) ?? "";

    public static bool Is(ITypeSymbol? type, string space, string metadataName) =>
        type is INamedTypeSymbol named
        && named.MetadataName == metadataName
        && named.ContainingType is null
        && IsIn(named, space);

    public static AttributeData? Attribute(ISymbol symbol, string space, string metadataName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (Is(attribute.AttributeClass?.OriginalDefinition, space, metadataName)) return attribute;
        }
        return null;
    }

    public static AttributeData? Ours(ISymbol symbol, string metadataName) => Attribute(symbol, Known.Root, metadataName);

    public static AttributeData? Json(ISymbol symbol, string metadataName) => Attribute(symbol, Known.Json, metadataName);

    /// <summary>The first constructor argument, or null when there is none or it has another type.</summary>
    public static T? First<T>(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: not TypedConstantKind.Array, Value: T value }, ..] ? value : default;

    /// <summary>A named argument, or the given value when it is absent or has another type.</summary>
    public static T? Named<T>(AttributeData attribute, string name, T? absent = default)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: not TypedConstantKind.Array, Value: T value }) return value;
        }
        return absent;
    }

    /// <summary>The type, the types that contain it, outermost first.</summary>
    public static ImmutableArray<INamedTypeSymbol> ContainersOf(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? ContainersOf(outer).Add(outer) : [];

    /// <summary>True when generated code in <paramref name="assembly"/> may name the type.</summary>
    public static bool IsAccessible(ITypeSymbol type, IAssemblySymbol assembly) => type switch
    {
        IArrayTypeSymbol array => IsAccessible(array.ElementType, assembly),
        INamedTypeSymbol named => AccessibilityOf(named, assembly) != Accessibility.Private && (named.Arity == 0 || AreAccessible(named.TypeArguments, assembly)),
        _ => false,
    };

    static bool AreAccessible(ImmutableArray<ITypeSymbol> types, IAssemblySymbol assembly)
    {
        foreach (ITypeSymbol type in types)
        {
            if (!IsAccessible(type, assembly)) return false;
        }
        return true;
    }

    /// <summary>Public, internal, or private (not to be named) as seen from code anywhere in <paramref name="assembly"/>.</summary>
    public static Accessibility AccessibilityOf(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        var widest = Accessibility.Public;
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.IsFileLocal) return Accessibility.Private;
            switch (part.DeclaredAccessibility)
            {
                case Accessibility.Public: break;
                case Accessibility.Internal or Accessibility.ProtectedOrInternal when IsFriend(part, assembly): widest = Accessibility.Internal; break;
                default: return Accessibility.Private;
            }
        }
        return widest;
    }

    /// <summary>True when a member is public, or internal in the same assembly.</summary>
    public static bool IsReachable(ISymbol? member, IAssemblySymbol assembly) => member?.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => IsFriend(member, assembly),
        _ => false,
    };

    static bool IsFriend(ISymbol symbol, IAssemblySymbol assembly) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, assembly);
}

/// <summary>Names of the types that discovery looks for.</summary>
static class Known
{
    public const string Root = "ReactiveWs";
    public const string Json = "System.Text.Json.Serialization";
    public const string Protocol = "WsProtocolAttribute";
    public const string Message = "WsMessageAttribute";
    public const string JoinedMessage = "MessageAttribute`1";
    public const string FromClient = "FromClientAttribute";
    public const string FromServer = "FromServerAttribute";
    public const string FromEither = "FromEitherAttribute";
    public const string Subscription = "SubscriptionAttribute";
    public const string Delivery = "DeliveryAttribute";
    public const string Handler = "WsHandlerAttribute";
    public const string Contract = "IWsContract`1";
}
