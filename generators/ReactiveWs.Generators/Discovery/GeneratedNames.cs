using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Keeps the names that are generated apart from each other and from the user's.</summary>
sealed class GeneratedNames(TypeGraph graph, INamedTypeSymbol protocol)
{
    static readonly string[] Containers = ["Client", "Server", "Peer", "IClientHandler", "IServerHandler", "Fingerprint"];
    static readonly string[] OpenContainers = ["Client", "Server", "Peer"];
    static readonly string[] OfObject = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];
    static readonly string[] OfClient = ["Client", "Socket", "ConnectAsync", "CloseAsync", "DisposeAsync", "SendAsync", "Attach", "Unknowns", "Malformeds"];
    static readonly string[] OfServer =
    [
        "Server", "Peer", "Socket", "Peers", "Connects", "Disconnects", "BroadcastAsync", "CloseAsync", "Dispose", "SendAsync", "Attach", "Connection", "Unknowns", "Malformeds", "ExposesErrors", "OnCompleted",
    ];

    readonly HashSet<string> _client = new(OfClient.Concat(OfObject), StringComparer.Ordinal);
    readonly HashSet<string> _server = new(OfServer.Concat(OfObject), StringComparer.Ordinal);
    readonly HashSet<string> _records = new(["Connected", "Disconnected"], StringComparer.Ordinal);

    public static bool IsContainer(string name) => Containers.Contains(name);

    /// <summary>Drops streams and messages whose names are taken; false when a container's own name is, and nothing can be generated.</summary>
    public bool Check(List<(MessageModel Message, INamedTypeSymbol Type)> messages)
    {
        messages.RemoveAll(m => IsTakenByAnotherRecord(m.Message, m.Type) || HasTakenMethod(m.Message, m.Type));
        for (int i = 0; i < messages.Count; i++)
        {
            (MessageModel message, INamedTypeSymbol type) = messages[i];
            if (!TakeStream(message, type)) messages[i] = (message with { Stream = null, Subscription = null }, type);
        }
        return AreContainersFree();
    }

    bool IsTakenByAnotherRecord(MessageModel message, INamedTypeSymbol type) =>
        !_records.Add(message.Name) && Collides(type, $"On{message.Name}Async", "another handler method");

    /// <summary>A request becomes a method, on the client, the peer, or both.</summary>
    bool HasTakenMethod(MessageModel message, INamedTypeSymbol type)
    {
        if (message.Reply is null) return false;
        string method = message.Name.TrimStart('@') + "Async";
        return !TakeOnSender(message.From, method) && Collides(type, method, "a generated member");
    }

    bool TakeStream(MessageModel message, INamedTypeSymbol type)
    {
        string name = message.Stream!.TrimStart('@');
        Direction streams = message.From & ~message.IsReply;
        if (streams == Direction.None) return true;
        if (!SyntaxFacts.IsValidIdentifier(name)) return !Collides(type, name, "the rules for identifiers");
        return TakeOnReceiver(streams, name) || !Collides(type, name, "a generated member");
    }

    bool TakeOnSender(Direction from, string name) =>
        ((from & Direction.FromClient) == 0 || _client.Add(name)) & ((from & Direction.FromServer) == 0 || _server.Add(name));

    bool TakeOnReceiver(Direction from, string name) =>
        ((from & Direction.FromClient) == 0 || _server.Add(name)) & ((from & Direction.FromServer) == 0 || _client.Add(name));

    bool Collides(ISymbol symbol, string name, string with)
    {
        graph.Report(ProblemId.GeneratedNameCollides, symbol, name, with);
        return true;
    }

    bool AreContainersFree()
    {
        bool free = true;
        foreach (ISymbol member in protocol.GetMembers().Where(m => IsContainer(m.Name) && Declarations.IsByHand(m)))
        {
            if (IsOpenedByUser(member)) continue;
            Collides(member, member.Name, "a type the protocol generates");
            free = false;
        }
        return free;
    }

    bool IsOpenedByUser(ISymbol member) =>
        member is INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false, IsGenericType: false } type
        && OpenContainers.Contains(type.Name)
        && ContractDiscovery.IsPartial(graph, type);
}
