using Microsoft.CodeAnalysis;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Chooses the constructor that builds an object from what was read.</summary>
static class ConstructorDiscovery
{
    /// <summary>
    /// <c>[JsonConstructor]</c>, else the one without parameters, else the only public one: the choice of <c>System.Text.Json</c>.
    /// A record struct's primary constructor counts as marked. Null stands for a struct's implicit constructor.
    /// </summary>
    public static bool TryFind(INamedTypeSymbol type, IAssemblySymbol assembly, out IMethodSymbol? constructor, out string problem)
    {
        problem = "";
        if (OnlyOne(type) is { } only)
        {
            constructor = only;
            return true;
        }
        var candidates = type.InstanceConstructors.Where(c => !IsCopy(c, type)).ToList();
        var marked = candidates.Where(c => Symbols.Json(c, "JsonConstructorAttribute") is not null).ToList();
        if (marked.Count > 1) return Fail("more than one constructor has [JsonConstructor]", out constructor, out problem);

        var visible = candidates.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToList();
        constructor = marked.FirstOrDefault(c => Symbols.IsReachable(c, assembly));
        if (constructor is null && marked.Count == 1) return Fail("its [JsonConstructor] is not accessible", out constructor, out problem);
        constructor ??= type.IsValueType ? PrimaryOf(type, visible) : visible.FirstOrDefault(c => c.Parameters.Length == 0);
        if (constructor is not null || type.IsValueType) return true;
        if (visible.Count != 1) return Fail(visible.Count == 0 ? "it has no public constructor" : "it has several public constructors and none with [JsonConstructor]", out constructor, out problem);
        constructor = visible[0];
        return true;
    }

    /// <summary>The constructor of an ordinary record: public, and alone but for the one that copies.</summary>
    static IMethodSymbol? OnlyOne(INamedTypeSymbol type)
    {
        if (type.IsValueType) return null;
        IMethodSymbol? only = null;
        foreach (IMethodSymbol candidate in type.InstanceConstructors)
        {
            if (IsCopy(candidate, type)) continue;
            if (only is not null || candidate.DeclaredAccessibility != Accessibility.Public) return null;
            only = candidate;
        }
        return only;
    }

    static bool Fail(string reason, out IMethodSymbol? constructor, out string problem)
    {
        constructor = null;
        problem = reason;
        return false;
    }

    static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        type.IsRecord && constructor.Parameters is [var only] && SymbolEqualityComparer.Default.Equals(only.Type, type) && !type.IsValueType;

    static IMethodSymbol? PrimaryOf(INamedTypeSymbol type, List<IMethodSymbol> visible)
    {
        var withParameters = visible.Where(c => c.Parameters.Length > 0).ToList();
        bool isOnly = withParameters.Count == 1 && visible.All(c => c.Parameters.Length > 0 || c.IsImplicitlyDeclared);
        return type.IsRecord && isOnly ? withParameters[0] : null;
    }
}
