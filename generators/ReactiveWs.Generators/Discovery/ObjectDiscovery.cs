using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Describes one type that is a JSON object.</summary>
sealed class ObjectDiscovery(TypeGraph graph, INamedTypeSymbol type)
{
    /// <summary>The description, or null with a problem reported.</summary>
    public ObjectModel? Describe()
    {
        if (ShapeProblem() is { } reason) return Unsupported(reason);
        EquatableArray<DerivedModel>? derived = new HierarchyDiscovery(graph, type).Derived();
        if (derived is null) return null;
        if (type.IsAbstract && derived.Value.Count == 0) return Unsupported("it is abstract and has no [JsonDerivedType]");

        List<IPropertySymbol> properties = MemberDiscovery.PropertiesOf(type);
        IMethodSymbol? constructor = null;
        if (!type.IsAbstract && !ConstructorDiscovery.TryFind(type, graph.Assembly, out constructor, out string problem)) return Unsupported(problem);
        return Compose(properties, constructor, derived.Value);
    }

    ObjectModel? Compose(List<IPropertySymbol> properties, IMethodSymbol? constructor, EquatableArray<DerivedModel> derived)
    {
        var discovery = new MemberDiscovery(graph, type, constructor);
        if (discovery.Members(properties) is not { } members) return null;
        if (discovery.Arguments(members, properties) is not { } arguments) return Unsupported(discovery.Problem);

        string name = Symbols.NameOf(type);
        return new ObjectModel(
            name,
            Symbols.ShortName(type),
            CodecNames.SimpleName(name),
            WireNames.HintName(MetadataName()),
            type.IsValueType,
            members.Select(m => m.Model).ToEquatableArray(),
            arguments,
            RejectsUnknown(),
            derived,
            HierarchyDiscovery.TypeProperty(type),
            type.IsAbstract);
    }

    string? ShapeProblem()
    {
        if (type.IsFileLocal) return "it is file-local";
        if (type.IsRefLikeType) return "it is a ref struct";
        if (type.IsStatic) return "it is static";
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)) return "it is neither a record, a class nor a struct";
        if (IsOpenGeneric()) return "it is generic; close the type parameters in a derived record";
        if (!Symbols.IsAccessible(type, graph.Assembly)) return "it, or a type that contains it, is private or protected";
        return HasExtensionData() ? "[JsonExtensionData] is not supported" : null;
    }

    bool HasExtensionData()
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IPropertySymbol or IFieldSymbol { IsImplicitlyDeclared: false } && Symbols.Json(member, "JsonExtensionDataAttribute") is not null) return true;
        }
        return false;
    }

    bool IsOpenGeneric()
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.Arity > 0 && part.TypeArguments.Any(a => a.TypeKind is TypeKind.TypeParameter or TypeKind.Error)) return true;
        }
        return false;
    }

    bool RejectsUnknown() =>
        Symbols.Json(type, "JsonUnmappedMemberHandlingAttribute") is { } attribute && Symbols.First<int>(attribute) == 1;

    /// <summary>Unique, and legal in a file name: a constructed type has its arguments behind it as a hash.</summary>
    string MetadataName()
    {
        string name = MetadataNames.Of(type);
        return type.TypeArguments.Length == 0 ? name : name + "." + WireNames.StableHash(Symbols.NameOf(type));
    }

    ObjectModel? Unsupported(string reason)
    {
        graph.Report(ProblemId.ShapeNotSupported, type, Symbols.ShortName(type), reason);
        return null;
    }
}

/// <summary>Full metadata names: <c>App.Outer+Inner`1</c>.</summary>
static class MetadataNames
{
    public static string Of(INamedTypeSymbol type)
    {
        string name = type.MetadataName;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType) name = outer.MetadataName + "+" + name;
        return Symbols.NamespaceOf(type) is { } space ? space + "." + name : name;
    }
}
