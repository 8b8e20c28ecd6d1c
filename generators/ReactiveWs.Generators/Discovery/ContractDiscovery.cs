using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>
/// The way in, for the generator and for the analyzers: from an annotated type to everything that follows from it.
/// Total: whatever the code looks like, the answer is a model and a list of problems, never an exception.
/// </summary>
static class ContractDiscovery
{
    /// <summary>A type with <c>[WsProtocol]</c>.</summary>
    public static Discovered Protocol(INamedTypeSymbol type, CancellationToken cancellation) => new ProtocolDiscovery(type, cancellation).Discover();

    /// <summary>A type with <c>[WsMessage]</c>, on its own.</summary>
    public static Discovered Message(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var graph = new TypeGraph(type.ContainingAssembly, new JsonContextTypes(ContextOf(Symbols.Ours(type, Known.Message))), cancellation);
        bool isWhole = IsPartial(graph, type);
        ObjectModel? model = graph.Describe(type);
        EquatableArray<ObjectModel> objects = graph.Objects;
        AttributeData? attribute = Symbols.Ours(type, Known.Message);
        string discriminator = (attribute is null ? null : Symbols.First<string>(attribute)) ?? WireNames.CamelCase(type.Name);
        bool isWritten = isWhole && model is not null && objects.Any(o => o.Name == model.Name);
        EquatableArray<ContractModel> contracts = isWritten ? new([Contract(type, discriminator, graph.Context.Name)]) : default;
        return new Discovered(Symbols.NameOf(type), null, contracts, objects, graph.Problems);
    }

    /// <summary>The context a <c>[WsProtocol]</c> or <c>[WsMessage]</c> names.</summary>
    public static INamedTypeSymbol? ContextOf(AttributeData? attribute) =>
        attribute is null ? null : Symbols.Named<INamedTypeSymbol>(attribute, "JsonContext");

    public static ContractModel Contract(INamedTypeSymbol type, string? discriminator = null, string? jsonContext = null)
    {
        string name = Symbols.NameOf(type);
        return new ContractModel(Declarations.Of(type), name, CodecNames.Of(name), type.IsValueType, discriminator, jsonContext);
    }

    /// <summary>Reports the first container that is not partial.</summary>
    public static bool IsPartial(TypeGraph graph, INamedTypeSymbol type)
    {
        if (Declarations.NotPartial(type, graph.Cancellation) is not { } closed) return true;
        graph.Report(ProblemId.NotPartial, closed, Symbols.ShortName(closed), Symbols.ShortName(type));
        return false;
    }
}
