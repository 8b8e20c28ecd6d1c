using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>The properties that one initializer of an options record sets.</summary>
internal sealed record Options(ITypeSymbol Type, IReadOnlyDictionary<string, IOperation> Values)
{
    /// <summary>Null when the initializer is not that of one of the library's options.</summary>
    public static Options? Read(IObjectOrCollectionInitializerOperation initializer, KnownTypes known)
    {
        if (initializer.Type is not { IsRecord: true } type || !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, known.Library)) return null;
        var values = new Dictionary<string, IOperation>();
        foreach (var assignment in initializer.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IPropertyReferenceOperation target) values[target.Property.Name] = assignment.Value;
        }

        return new(type, values);
    }
}
