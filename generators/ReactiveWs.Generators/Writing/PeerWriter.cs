using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes one client as its server sees it.</summary>
sealed class PeerWriter(IndentedWriter w, ProtocolModel protocol)
{
    const string Connection = "global::ReactiveWs.WebSocketConnection";

    public void Write()
    {
        var send = new SendWriter(w, protocol, Direction.FromServer);
        var receive = new ReceiveWriter(w, protocol, Direction.FromServer, message => $"new({message}, this)", name => $"_streams.{name}");
        w.OpenContainer(protocol, "Peer", $"One client of <c>{protocol.DisplayName}</c>, as the server sees it.", " : global::ReactiveWs.Typed.IPeer");
        Field("global::ReactiveWs.Typed.Conversation", "_conversation");
        Field("global::ReactiveWs.Typed.MessageSource<global::ReactiveWs.Typed.HandlerCall>", "_calls");
        Field(protocol.Streams(), "_streams");
        send.WritePolicyFields();
        WriteConstructor(send, receive);
        w.Line("/// <summary>The connection, with the events of the transport.</summary>").Line(GeneratedCode).Line($"public {Connection} Connection {{ get; }}").Line();
        w.Line(GeneratedCode).Line("global::ReactiveWs.Typed.MessageSource<global::ReactiveWs.Typed.HandlerCall> global::ReactiveWs.Typed.IPeer.Calls => _calls;").Line();
        w.Line(GeneratedCode).Line("global::ReactiveWs.Typed.Conversation global::ReactiveWs.Typed.IPeer.Conversation => _conversation;").Line();
        WriteClose();
        send.Write();
        receive.Write();
        HandlerInterfaceWriter.WriteHandle(w, protocol, Direction.FromServer, "IServerHandler");
        w.Close().Line();

        void Field(string type, string name) => w.Line(GeneratedCode).Line($"private readonly {type} {name};").Line();
    }

    void WriteConstructor(SendWriter send, ReceiveWriter receive)
    {
        w.Line(GeneratedCode);
        w.Open($"internal Peer({Connection} connection, {protocol.Streams()} streams)");
        w.Line("Connection = connection;").Line("_streams = streams;");
        w.Line("_conversation = new(connection, streams.ExposesErrors);").Line("_calls = new(\"Handler\", connection);");
        send.WritePolicies();
        receive.WritePolicies();
        w.Line("connection.Attach(new global::ReactiveWs.Typed.MessageReceiver(OnMessage));");
        w.Close().Line();
    }

    void WriteClose()
    {
        const string cancellation = "global::System.Threading.CancellationToken cancellationToken = default";
        w.Line("/// <summary>Closes the connection.</summary>").Line("/// <param name=\"cancellationToken\">Gives up waiting for the end.</param>");
        w.Line(GeneratedCode).Line("[global::ReactiveWs.EnsuresState(global::ReactiveWs.WsState.Closed)]");
        w.Line($"public global::System.Threading.Tasks.Task CloseAsync({cancellation}) => Connection.CloseAsync(cancellationToken);").Line();
        w.Line("/// <summary>Closes the connection with a code and a reason.</summary>").Line("/// <param name=\"options\">What the close frame says.</param>").Line("/// <param name=\"cancellationToken\">Gives up waiting for the end.</param>");
        w.Line(GeneratedCode).Line("[global::ReactiveWs.EnsuresState(global::ReactiveWs.WsState.Closed)]");
        w.Line($"public global::System.Threading.Tasks.Task CloseAsync(global::ReactiveWs.WebSocketCloseOptions options, {cancellation}) => Connection.CloseAsync(options, cancellationToken);").Line();
    }
}
