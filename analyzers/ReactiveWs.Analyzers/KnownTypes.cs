using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ReactiveWs.Analyzers;

/// <summary>
/// The attributes by which the rules know the API, read once per symbol. No rule knows a method of the library by its
/// name, so generated clients and the user's own annotated members are covered too.
/// </summary>
internal sealed class KnownTypes
{
    /// <summary>All rules ask about the same compilation, so that the search is done once; it does not keep the compilation alive.</summary>
    private static readonly ConditionalWeakTable<Compilation, StrongBox<KnownTypes?>> Shared = new();

    private readonly ConcurrentDictionary<ISymbol, Capability> _required = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, WsState> _requiredStates = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _lifecycles = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IAssemblySymbol> _annotated = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol _requiresState;
    private readonly INamedTypeSymbol? _ensuresState;
    private readonly INamedTypeSymbol? _value;

    private KnownTypes(Compilation compilation, INamedTypeSymbol requiresState)
    {
        _requiresState = requiresState;
        _ensuresState = Find(compilation, "EnsuresStateAttribute");
        _value = Find(compilation, "WsValueAttribute");
        RequiresCapability = Find(compilation, "RequiresCapabilityAttribute");
        CapabilityGuard = Find(compilation, "CapabilityGuardAttribute");
        Target = Find(compilation, "WsTargetAttribute");
        Delivery = Find(compilation, "DeliveryAttribute");
        Library = requiresState.ContainingAssembly;
        Observable = compilation.GetTypeByMetadataName("System.IObservable`1");
        _annotated.Add(Library);
        _annotated.Add(compilation.Assembly);
        _annotated.UnionWith(compilation.SourceModule.ReferencedAssemblySymbols.Where(References));
    }

    public INamedTypeSymbol? RequiresCapability { get; }

    public INamedTypeSymbol? CapabilityGuard { get; }

    public INamedTypeSymbol? Target { get; }

    public INamedTypeSymbol? Delivery { get; }

    public INamedTypeSymbol? Observable { get; }

    /// <summary>The assembly that declares the attributes.</summary>
    public IAssemblySymbol Library { get; }

    /// <summary>Null when the compilation does not reference ReactiveWs.</summary>
    public static KnownTypes? TryFind(Compilation compilation) => Shared.GetValue(compilation, Search).Value;

    /// <summary>Whether <paramref name="symbol"/> can carry our attributes; what does not reference the library need not be asked, which is nearly all.</summary>
    public bool MayCarry(ISymbol symbol) => symbol.ContainingAssembly is { } assembly && _annotated.Contains(assembly);

    /// <summary>What a call of <paramref name="symbol"/> needs: its own attributes, its property's and its containing types'.</summary>
    public Capability Required(ISymbol symbol) => symbol is IAssemblySymbol || MayCarry(symbol) ? _required.GetOrAdd(symbol.OriginalDefinition, ReadRequired) : Capability.None;

    /// <summary>What <paramref name="symbol"/> is known to check when it is true.</summary>
    public Capability Guarded(ISymbol symbol) => MayCarry(symbol) ? (Capability)Read(symbol, CapabilityGuard) : Capability.None;

    /// <summary>The states in which <paramref name="method"/> may be called; none when it makes no statement.</summary>
    public WsState RequiredState(IMethodSymbol method) => MayCarry(method) ? _requiredStates.GetOrAdd(method.OriginalDefinition, ReadRequiredState) : WsState.None;

    /// <summary>The state after <paramref name="symbol"/>, and the one while its task has not completed.</summary>
    public (WsState After, WsState WhilePending) EnsuredState(ISymbol symbol)
    {
        if (!MayCarry(symbol) || Attribute(symbol, _ensuresState) is not { } attribute) return default;
        var pending = attribute.NamedArguments.FirstOrDefault(named => named.Key == "WhilePending").Value;
        return ((WsState)Number(attribute), pending is { Kind: TypedConstantKind.Enum, Value: int state } ? (WsState)state : WsState.None);
    }

    /// <summary>Whether objects of <paramref name="type"/> have states: it declares a member that demands one.</summary>
    public bool HasStates(ITypeSymbol? type) => type is INamedTypeSymbol && MayCarry(type) && _lifecycles.GetOrAdd(
        type.OriginalDefinition,
        key => key.TypeKind == TypeKind.Class && key.GetMembers().OfType<IMethodSymbol>().Any(method => RequiredState(method) != WsState.None));

    /// <summary>What a constant given to <paramref name="symbol"/> means on the wire.</summary>
    public WsValueKind? ValueKind(ISymbol symbol) => Attribute(symbol, _value) is { } attribute ? (WsValueKind)Number(attribute) : null;

    public static AttributeData? Attribute(ISymbol symbol, INamedTypeSymbol? attributeClass)
    {
        if (attributeClass is null) return null;
        foreach (var attribute in symbol.OriginalDefinition.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeClass)) return attribute;
        }

        return null;
    }

    private static int Read(ISymbol symbol, INamedTypeSymbol? attributeClass)
    {
        if (attributeClass is null) return 0;
        var bits = 0;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeClass)) bits |= Number(attribute);
        }

        return bits;
    }

    private static int Number(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Enum, Value: int number } ? number : 0;

    private static StrongBox<KnownTypes?> Search(Compilation compilation) =>
        new(Find(compilation, "RequiresStateAttribute") is { } requiresState ? new(compilation, requiresState) : null);

    /// <summary>The type may be in several referenced assemblies (a user's copy, a test's stub); ours wins.</summary>
    private static INamedTypeSymbol? Find(Compilation compilation, string name)
    {
        var full = "ReactiveWs." + name;
        return compilation.GetTypeByMetadataName(full)
            ?? compilation.GetTypesByMetadataName(full).FirstOrDefault(type => type.ContainingAssembly.Name == "ReactiveWs");
    }

    private Capability ReadRequired(ISymbol symbol)
    {
        var needed = 0;
        for (ISymbol? owner = symbol; owner is not null and not INamespaceSymbol; owner = Outer(owner)) needed |= Read(owner, RequiresCapability);
        return (Capability)needed;
    }

    private static bool References(IAssemblySymbol assembly) => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == "ReactiveWs"));

    private static ISymbol? Outer(ISymbol symbol) => symbol is IMethodSymbol { AssociatedSymbol: { } property } ? property : symbol.ContainingSymbol;

    private WsState ReadRequiredState(IMethodSymbol method) => (WsState)Read(method, _requiresState);
}
