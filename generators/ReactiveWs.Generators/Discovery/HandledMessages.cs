using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>One message that an end of a protocol handles.</summary>
/// <param name="Method">The name of the handler's method.</param>
/// <param name="Type">The C# type of the message.</param>
/// <param name="Reply">The C# type of the reply, or null.</param>
/// <param name="IsOptional">Whether the interface has a default for it: it closes, and nothing else is to be done.</param>
readonly record struct HandledMessage(string Method, string Type, string? Reply, bool IsOptional);

/// <summary>Finds what each end of a protocol handles: described here, or generated in another assembly already.</summary>
static class HandledMessages
{
    /// <summary>Null when the protocol is not generated, for reasons of its own.</summary>
    public static List<HandledMessage>? Of(INamedTypeSymbol protocol, IAssemblySymbol assembly, bool isServer, CancellationToken cancellation)
    {
        if (!SymbolEqualityComparer.Default.Equals(protocol.ContainingAssembly, assembly)) return OfInterface(protocol, isServer);
        Direction from = isServer ? Direction.FromClient : Direction.FromServer;
        return ContractDiscovery.Protocol(protocol, cancellation).Protocol is not { } model
            ? null
            : [.. model.Messages
                .Where(m => (m.From & from & ~m.IsReply) != 0)
                .Select(m => new HandledMessage($"On{m.Name.TrimStart('@')}Async", m.Type, m.Reply, m.Closes && m.Reply is null))];
    }

    /// <summary>Whether <paramref name="type"/> would be a message of the protocol, but for a flaw that is reported where it is.</summary>
    public static bool IsLeftOut(INamedTypeSymbol protocol, ITypeSymbol type, CancellationToken cancellation) =>
        type is INamedTypeSymbol contract
        && SymbolEqualityComparer.Default.Equals(type.ContainingType, protocol)
        && MessageDiscovery.DirectionOf(contract) is not null
        && ContractDiscovery.Protocol(protocol, cancellation).Protocol?.Messages.Any(m => m.Type == Symbols.NameOf(type)) == false;

    static List<HandledMessage>? OfInterface(INamedTypeSymbol protocol, bool isServer)
    {
        INamedTypeSymbol? face = protocol.GetTypeMembers(isServer ? "IServerHandler" : "IClientHandler").FirstOrDefault();
        if (face is null) return null;
        return [.. face.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m.Parameters.Length == 3 && m.Name is not ("OnConnectedAsync" or "OnDisconnectedAsync"))
            .Select(m => new HandledMessage(m.Name, Symbols.NameOf(m.Parameters[0].Type), ReplyOf(m), !m.IsAbstract))];
    }

    static string? ReplyOf(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { TypeArguments: [var reply] } ? Symbols.NameOf(reply) : null;
}
