using System.Globalization;
using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Reads <c>[JsonPolymorphic]</c> and <c>[JsonDerivedType]</c>.</summary>
sealed class HierarchyDiscovery(TypeGraph graph, INamedTypeSymbol type)
{
    /// <summary>The derived types in declaration order; null with a problem reported.</summary>
    public EquatableArray<DerivedModel>? Derived()
    {
        if (Symbols.Json(type, "JsonDerivedTypeAttribute") is null) return EquatableArray<DerivedModel>.Empty;
        var attributes = type.GetAttributes().Where(a => Symbols.Is(a.AttributeClass, Known.Json, "JsonDerivedTypeAttribute")).ToList();
        if (UsesMoreThanSupported()) return Unsupported("[JsonPolymorphic] with UnknownDerivedTypeHandling or IgnoreUnrecognizedTypeDiscriminators");
        var derived = new List<DerivedModel>();
        foreach (AttributeData attribute in attributes)
        {
            if (Symbols.First<INamedTypeSymbol>(attribute) is not { } target) continue;
            if (Describe(target, attribute) is not { } model) return Unsupported($"its derived type '{Symbols.ShortName(target)}' has no wire form of its own");
            derived.Add(model);
        }
        return derived.ToEquatableArray();
    }

    public static string TypeProperty(INamedTypeSymbol type) =>
        Symbols.Json(type, "JsonPolymorphicAttribute") is { } attribute
            ? Symbols.Named(attribute, "TypeDiscriminatorPropertyName", "$type")!
            : "$type";

    DerivedModel? Describe(INamedTypeSymbol target, AttributeData attribute)
    {
        string name = Symbols.NameOf(target);
        bool isSelf = SymbolEqualityComparer.Default.Equals(target, type);
        bool isHierarchy = target.GetAttributes().Any(a => Symbols.Is(a.AttributeClass, Known.Json, "JsonDerivedTypeAttribute"));
        if (!isSelf && (isHierarchy || target.IsAbstract || graph.Describe(target) is not { RejectsUnknown: false })) return null;
        object? discriminator = attribute.ConstructorArguments.Length > 1 ? attribute.ConstructorArguments[1].Value : null;
        return new DerivedModel(name, CodecNames.Of(name), Convert.ToString(discriminator, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null, discriminator is int);
    }

    bool UsesMoreThanSupported() =>
        Symbols.Json(type, "JsonPolymorphicAttribute") is { } attribute
        && (Symbols.Named<int>(attribute, "UnknownDerivedTypeHandling") != 0 || Symbols.Named<bool>(attribute, "IgnoreUnrecognizedTypeDiscriminators"));

    EquatableArray<DerivedModel>? Unsupported(string reason)
    {
        graph.Report(ProblemId.ShapeNotSupported, type, Symbols.ShortName(type), reason + " is not supported");
        return null;
    }
}
