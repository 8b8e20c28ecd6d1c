using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using ReactiveWs.Generators.Writing;

namespace ReactiveWs.Generators;

/// <summary>Discovers annotated types, describes them as values, and writes a file per contract, per plain object and per protocol.</summary>
/// <remarks>
/// Reports nothing: what it skips, the analyzers report, which run the same discovery. Every step has a tracking name, and no symbol leaves the first ones.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ProtocolGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Discovered> protocols = Discover(context, "WsProtocolAttribute", ContractDiscovery.Protocol, Steps.Protocols);
        IncrementalValuesProvider<Discovered> messages = Discover(context, "WsMessageAttribute", ContractDiscovery.Message, Steps.Messages);
        IncrementalValueProvider<Overlap> overlap = Overlap.Between(protocols, messages);

        WriteContracts(context, protocols, overlap);
        WriteContracts(context, messages, overlap);
        WriteProtocols(context, protocols, overlap);
        WriteFingerprints(context, protocols, overlap);
        WriteHandlers(context);
    }

    static IncrementalValuesProvider<Discovered> Discover(
        IncrementalGeneratorInitializationContext context, string attribute, Func<INamedTypeSymbol, CancellationToken, Discovered> describe, string step) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            $"{Known.Root}.{attribute}",
            static (node, _) => node is TypeDeclarationSyntax,
            (found, cancellation) => describe((INamedTypeSymbol)found.TargetSymbol, cancellation))
        .WithTrackingName(step);

    static void WriteContracts(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Discovered> units, IncrementalValueProvider<Overlap> overlap)
    {
        IncrementalValuesProvider<ContractFile> files = units
            .Combine(overlap)
            .SelectMany(static (unit, cancellation) => ContractFile.Of(unit.Left, unit.Right, cancellation))
            .WithTrackingName(Steps.Contracts);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, file.Write()));
    }

    static void WriteProtocols(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Discovered> units, IncrementalValueProvider<Overlap> overlap)
    {
        IncrementalValuesProvider<ProtocolFile> files = units
            .Select(static (unit, _) => unit.Protocol)
            .Where(static protocol => protocol is not null)
            .Combine(overlap)
            .Select(static (pair, _) => new ProtocolFile(pair.Right.Distinct(pair.Left!.Declaration.HintName), pair.Left))
            .WithTrackingName(Steps.Protocol);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, ProtocolWriter.Write(file.Protocol)));
    }

    static void WriteFingerprints(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Discovered> units, IncrementalValueProvider<Overlap> overlap)
    {
        IncrementalValuesProvider<Fingerprint> files = units
            .Where(static unit => unit.Protocol is not null)
            .Combine(overlap)
            .Select(static (pair, _) => Fingerprint.Of(pair.Left.Protocol!, pair.Left.Objects, pair.Right.Distinct(pair.Left.Protocol!.Declaration.HintName).Replace(".g.cs", ".Fingerprint.g.cs")))
            .WithTrackingName(Steps.Fingerprints);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, file.Write()));
    }

    static void WriteHandlers(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<HandlerModel> handlers = context.SyntaxProvider.ForAttributeWithMetadataName(
                $"{Known.Root}.{Known.Handler}",
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, cancellation) => HandlerDiscovery.Discover((INamedTypeSymbol)found.TargetSymbol, cancellation).Handler!)
            .Where(static handler => handler is not null)
            .WithTrackingName(Steps.Handlers);
        // A class may also be a contract's container or a contract itself: the file has a name of its own.
        context.RegisterSourceOutput(handlers, static (output, handler) =>
            output.AddSource($"{handler.Declaration.HintName.Replace(".g.cs", "")}.{WireNames.StableHash(handler.Declaration.HintName)}.Handler.g.cs", HandlerWriter.Write(handler)));
    }

    /// <summary>The file of a protocol. Compared by value.</summary>
    sealed record ProtocolFile(string HintName, ProtocolModel Protocol);
}
