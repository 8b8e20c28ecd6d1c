using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Questions about symbols, answered by metadata name so that no look-up in the compilation is needed.</summary>
static class Symbols
{
    /// <summary>Fully qualified, keywords escaped, <c>?</c> on nullable references.</summary>
    static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    static readonly SymbolDisplayFormat DottedName = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The C# name of a type without a <c>?</c> of its own.</summary>
    public static string NameOf(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(FullName);

    /// <summary>The name for messages: no namespace, no <c>global::</c>.</summary>
    public static string ShortName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    public static string? NamespaceOf(ISymbol symbol) =>
        symbol.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(DottedName) : null;

    public static string IdOf(ISymbol symbol) => DocumentationCommentId.CreateDeclarationId(symbol) ?? "";

    public static bool Is(ITypeSymbol? type, string space, string metadataName) =>
        type is INamedTypeSymbol named
        && named.MetadataName == metadataName
        && named.ContainingType is null
        && NamespaceOf(named) == space;

    public static AttributeData? Attribute(ISymbol symbol, string space, string metadataName) =>
        symbol.GetAttributes().FirstOrDefault(a => Is(a.AttributeClass?.OriginalDefinition, space, metadataName));

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
    public static ImmutableArray<INamedTypeSymbol> ContainersOf(INamedTypeSymbol type)
    {
        var containers = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType) containers.Insert(0, outer);
        return containers.ToImmutable();
    }

    /// <summary>True when generated code in <paramref name="assembly"/> may name the type.</summary>
    public static bool IsAccessible(ITypeSymbol type, IAssemblySymbol assembly) => type switch
    {
        IArrayTypeSymbol array => IsAccessible(array.ElementType, assembly),
        INamedTypeSymbol named => AccessibilityOf(named, assembly) != Accessibility.Private
            && named.TypeArguments.All(argument => IsAccessible(argument, assembly)),
        _ => false,
    };

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
