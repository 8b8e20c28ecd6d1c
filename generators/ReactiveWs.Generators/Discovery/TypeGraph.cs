using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>
/// Everything one protocol or single message reaches: the objects that need a codec, and the problems met on the way.
/// Lives for one discovery and holds symbols; only <see cref="Objects"/> and <see cref="Problems"/> leave it.
/// </summary>
sealed class TypeGraph(IAssemblySymbol assembly, JsonContextTypes context, CancellationToken cancellation)
{
    readonly Dictionary<string, ObjectModel?> _objects = new(StringComparer.Ordinal);
    readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    readonly List<Problem> _problems = [];
    readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    public IAssemblySymbol Assembly => assembly;

    public JsonContextTypes Context => context;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The objects whose codecs can be written, in ordinal order of their names.</summary>
    public EquatableArray<ObjectModel> Objects => Complete().OrderBy(o => o.Name, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>Without the objects that use, over any number of steps, one whose description failed after it was mentioned.</summary>
    IEnumerable<ObjectModel> Complete()
    {
        while (_failed.Count > 0)
        {
            string[] broken = [.. _objects.Values.OfType<ObjectModel>().Where(UsesFailed).Select(o => o.Name)];
            if (broken.Length == 0) break;
            foreach (string name in broken) Fail(name);
        }
        return _objects.Values.OfType<ObjectModel>();
    }

    bool UsesFailed(ObjectModel model) =>
        model.Members.Any(m => UsesFailed(m.Shape)) || model.Derived.Any(d => _failed.Contains(d.Codec));

    bool UsesFailed(TypeShape? shape) => shape is not null && ((shape.Codec is { } codec && _failed.Contains(codec)) || UsesFailed(shape.Element));

    void Fail(string name)
    {
        _objects.Remove(name);
        _failed.Add(CodecNames.Of(name));
    }

    public EquatableArray<Problem> Problems => _problems.ToEquatableArray();

    public void Report(string id, ISymbol symbol, params string[] arguments)
    {
        var problem = new Problem(id, Symbols.IdOf(symbol), arguments.ToEquatableArray());
        if (_reported.Add(id + problem.Symbol + string.Join("\n", arguments))) _problems.Add(problem);
    }

    /// <summary>The codec to use for an object type, describing it first if nobody did; null when it cannot have one.</summary>
    public ObjectModel? Describe(INamedTypeSymbol type)
    {
        cancellation.ThrowIfCancellationRequested();
        string name = Symbols.NameOf(type);
        if (_objects.TryGetValue(name, out ObjectModel? known)) return known;
        // A type that contains itself meets this entry; it needs only the codec's name, which does not depend on the description.
        _objects[name] = null;
        ObjectModel? described = new ObjectDiscovery(this, type).Describe();
        if (described is null) Fail(name);
        else _objects[name] = described;
        return described;
    }

    /// <summary>True for the codec of a type that was found to have no wire form.</summary>
    public bool IsBroken(string codec) => _failed.Contains(codec);

    /// <summary>What was described under a name, or null.</summary>
    public ObjectModel? Find(string name) => _objects.TryGetValue(name, out ObjectModel? model) ? model : null;

    /// <summary>True while or after <see cref="Describe"/> ran for the type.</summary>
    public bool Knows(string name) => _objects.ContainsKey(name);
}

/// <summary>The <c>[JsonSerializable]</c> types of the context that a protocol names; empty without one.</summary>
sealed class JsonContextTypes(INamedTypeSymbol? context)
{
    readonly HashSet<string>? _names = context is null
        ? null
        : new(context.GetAttributes()
                .Where(a => Symbols.Is(a.AttributeClass, Known.Json, "JsonSerializableAttribute"))
                .Select(a => Symbols.First<ITypeSymbol>(a))
                .OfType<ITypeSymbol>()
                .Select(Symbols.NameOf),
            StringComparer.Ordinal);

    public string? Name { get; } = context is null ? null : Symbols.NameOf(context);

    /// <summary>A context in another assembly is generated already; what it covers can be asked of its properties.</summary>
    public bool Covers(ITypeSymbol type)
    {
        if (context is null) return false;
        if (_names!.Contains(Symbols.NameOf(type))) return true;
        return context.GetMembers().OfType<IPropertySymbol>().Any(p =>
            p.Type is INamedTypeSymbol { MetadataName: "JsonTypeInfo`1" } info
            && SymbolEqualityComparer.Default.Equals(info.TypeArguments[0], type));
    }
}
