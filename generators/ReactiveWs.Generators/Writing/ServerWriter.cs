using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the server's end of a protocol.</summary>
sealed class ServerWriter(IndentedWriter w, ProtocolModel protocol)
{
    const string Server = "global::ReactiveWs.ReactiveWebSocketServer";

    public void Write()
    {
        w.OpenContainer(protocol, "Server", $"The server's end of <c>{protocol.DisplayName}</c>: all clients that speak it.", " : global::System.IDisposable");
        w.Line(GeneratedCode).Line($"private readonly {protocol.Streams()} _streams;").Line();
        w.Line(GeneratedCode).Line("private readonly global::ReactiveWs.Typed.Peers<Peer> _peers;").Line();
        WriteConstructor();
        WriteMembers();
        foreach ((MessageModel message, _) in protocol.HandledBy(Direction.FromServer).Where(m => m.Message.Stream is not null))
        {
            WriteStream(message.Type, message.Stream!, message.SummaryOr($"Each <c>{message.PlainName()}</c> from a client."));
        }
        WriteStream("global::ReactiveWs.UnknownMessage", "Unknowns", "Messages that the protocol does not have.");
        WriteStream("global::ReactiveWs.MalformedMessage", "Malformeds", "Messages of the protocol whose payload does not fit.");
        foreach (MessageModel message in protocol.SentBy(Direction.FromServer).Where(m => m is { Reply: null, Closes: false } && !m.IsReplyFrom(Direction.FromServer))) WriteBroadcast(message);
        w.Close().Line();
    }

    void WriteConstructor()
    {
        string token = protocol.Subprotocol is { } subprotocol ? Literals.Of(subprotocol) : "null";
        w.Line("/// <summary>Serves the protocol on a server: its subprotocol is added to what the server offers.</summary>");
        w.Line("/// <param name=\"server\">The server; not started and not disposed by this.</param>");
        w.Line("/// <param name=\"path\">Serve only connections that asked for this path. Default null: all.</param>");
        w.Line("/// <param name=\"acceptWithoutSubprotocol\">Whether connections without a subprotocol are served. Default null: when this is the server's only protocol.</param>");
        w.Line("/// <param name=\"exposeErrors\">Whether a request whose handler throws is answered with the exception's message. Default false.</param>");
        w.Line(GeneratedCode);
        w.Open($"public Server({Server} server, string? path = null, bool? acceptWithoutSubprotocol = null, bool exposeErrors = false)");
        w.Line("global::System.ArgumentNullException.ThrowIfNull(server);").Line("Socket = server;");
        w.Line($"_streams = new(server, exposeErrors);");
        w.Line($"_peers = new(server, {token}, path, acceptWithoutSubprotocol, connection => new Peer(connection, _streams));");
        w.Close().Line();
    }

    void WriteMembers()
    {
        w.Line("/// <summary>The server, with the events of the transport.</summary>").Line(GeneratedCode).Line($"public {Server} Socket {{ get; }}").Line();
        w.Line("/// <summary>The clients that are connected now.</summary>").Line(GeneratedCode);
        w.Line("public global::System.Collections.Generic.IReadOnlyCollection<Peer> Peers => _peers.All;").Line();
        w.Line("/// <summary>New clients, before their first message is read.</summary>").Line(GeneratedCode);
        w.Line("public global::System.IObservable<Peer> Connects => _peers.Connects;").Line();
        w.Line("/// <summary>Clients whose connections ended, and how.</summary>").Line(GeneratedCode);
        w.Line("public global::System.IObservable<global::ReactiveWs.Received<global::ReactiveWs.CloseResult, Peer>> Disconnects => _peers.Disconnects;").Line();
        w.Line("/// <summary>Attaches a handler to all clients, present and future: called off the receive loops, in order for each client, behind a bounded inbox per client.</summary>");
        w.Line("/// <param name=\"handler\">The handler.</param>").Line("/// <returns>Detaches it.</returns>").Line(GeneratedCode);
        w.Open("public global::System.IDisposable Attach(IServerHandler handler)");
        w.Line("global::System.ArgumentNullException.ThrowIfNull(handler);");
        w.Line("return _peers.Attach((peer, call, cancellationToken) => peer.HandleAsync(handler, call, cancellationToken));").Close().Line();
        w.Line("/// <summary>Serves no further connections, and completes the streams.</summary>").Line(GeneratedCode);
        w.Open("public void Dispose()").Line("_peers.Dispose();").Line("_streams.OnCompleted();").Close().Line();
    }

    void WriteStream(string type, string name, string summary)
    {
        w.Line($"/// <summary>{summary}</summary>").Line(GeneratedCode);
        w.Line($"public global::System.IObservable<{StreamsWriter.ItemType(protocol, type)}> {name} => _streams.{name};").Line();
    }

    void WriteBroadcast(MessageModel message)
    {
        string isText = message.Form == MessageForm.Binary ? "false" : "true";
        string policy = SendWriter.HasPolicy(message) ? $"static peer => peer._{SendWriter.PolicyField(message)}, " : "";
        w.Line($"/// <summary>Sends to all clients: {message.SummaryOr($"<c>{message.PlainName()}</c>.")}</summary>");
        w.Line("/// <param name=\"message\">The message; written once.</param>");
        w.Line("/// <param name=\"where\">Which clients. Default null: all.</param>");
        w.Line("/// <param name=\"cancellationToken\">Gives up waiting for room in the send queues.</param>");
        w.Line("/// <returns>To how many it was sent.</returns>").Line(GeneratedCode);
        // Without a filter it is one overload, so that the token may come second.
        w.Open($"public global::System.Threading.Tasks.ValueTask<int> BroadcastAsync({message.Type} message, global::System.Func<Peer, bool>? where = null, global::System.Threading.CancellationToken cancellationToken = default)");
        if (!message.IsValueType) w.Line("global::System.ArgumentNullException.ThrowIfNull(message);");
        w.Line($"return _peers.BroadcastAsync({isText}, message, {protocol.Wire()}.Write{message.PlainName()}, where, {policy}cancellationToken);").Close().Line();
        w.Line($"/// <summary>Sends to all clients: {message.SummaryOr($"<c>{message.PlainName()}</c>.")}</summary>");
        w.Line("/// <param name=\"message\">The message; written once.</param>");
        w.Line("/// <param name=\"cancellationToken\">Gives up waiting for room in the send queues.</param>");
        w.Line("/// <returns>To how many it was sent.</returns>").Line(GeneratedCode);
        w.Line($"public global::System.Threading.Tasks.ValueTask<int> BroadcastAsync({message.Type} message, global::System.Threading.CancellationToken cancellationToken) =>");
        w.Line("    BroadcastAsync(message, null, cancellationToken);").Line();
    }
}
