using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the client's end of a protocol.</summary>
sealed class ClientWriter(IndentedWriter w, ProtocolModel protocol)
{
    const string Socket = "global::ReactiveWs.ReactiveWebSocket";
    const string Cancellation = "global::System.Threading.CancellationToken cancellationToken = default";

    readonly SendWriter _send = new(w, protocol, Direction.FromClient);
    readonly ReceiveWriter _receive = new(w, protocol, Direction.FromClient, message => message, name => "_" + ReceiveWriter.Field(name));

    MessageModel[] Subscriptions => [.. protocol.HandledBy(Direction.FromClient).Select(m => m.Message).Where(m => m.Subscription is not null)];

    IEnumerable<(string Type, string Name, string Summary)> Streams =>
        protocol.HandledBy(Direction.FromClient)
            .Where(m => m.Message is { Stream: not null, Subscription: null })
            .Select(m => (m.Message.Type, m.Message.Stream!, m.Message.SummaryOr($"Each <c>{m.Message.PlainName()}</c> from the server.")))
            .Concat(
            [
                ("global::ReactiveWs.UnknownMessage", "Unknowns", "Messages that the protocol does not have."),
                ("global::ReactiveWs.MalformedMessage", "Malformeds", "Messages of the protocol whose payload does not fit."),
            ]);

    public void Write()
    {
        w.OpenContainer(protocol, "Client", $"The client's end of <c>{protocol.DisplayName}</c>.", " : global::System.IAsyncDisposable");
        WriteFields();
        WriteConstructors();
        WriteLifecycle();
        foreach ((string type, string name, string summary) in Streams) WriteStream(type, name, summary);
        foreach (MessageModel message in Subscriptions) WriteSubscription(message);
        _send.Write();
        WriteAttach();
        _receive.Write();
        HandlerInterfaceWriter.WriteHandle(w, protocol, Direction.FromClient, "IClientHandler");
        w.Close().Line();
    }

    void WriteFields()
    {
        Field("bool", "ownsSocket");
        Field("global::ReactiveWs.Typed.Conversation", "conversation");
        Field("global::ReactiveWs.Typed.MessageSource<global::ReactiveWs.Typed.HandlerCall>", "calls");
        Field("global::System.IDisposable", "receiving");
        Field("global::System.IDisposable", "following");
        foreach ((string type, string name, _) in Streams) Field($"global::ReactiveWs.Typed.MessageSource<{type}>", ReceiveWriter.Field(name));
        foreach (MessageModel message in Subscriptions) Field(TableType(message), ReceiveWriter.Field(message.Subscription!.Name));
        _send.WritePolicyFields();

        void Field(string type, string name) => w.Line(GeneratedCode).Line($"private readonly {type} _{name};").Line();
    }

    static string TableType(MessageModel message) => $"global::ReactiveWs.Typed.KeyedSubscriptions<{message.Subscription!.KeyType}, {message.Type}>";

    void WriteConstructors()
    {
        w.Line("/// <summary>A client with a socket of its own.</summary>");
        w.Line(GeneratedCode).Line("public Client()");
        w.Line("    : this(new " + Socket + "(), ownsSocket: true)").Line("{").Line("}").Line();
        w.Line("/// <summary>A client over a socket that stays yours.</summary>");
        w.Line("/// <param name=\"socket\">The socket; not disposed by the client.</param>");
        w.Line(GeneratedCode).Line($"public Client({Socket} socket)").Line("    : this(socket, ownsSocket: false)").Line("{").Line("}").Line();
        w.Line(GeneratedCode);
        w.Open($"private Client({Socket} socket, bool ownsSocket)");
        w.Line("global::System.ArgumentNullException.ThrowIfNull(socket);").Line("Socket = socket;").Line("_ownsSocket = ownsSocket;");
        w.Line("_conversation = new(socket);").Line("_calls = new(\"Handler\", socket);");
        foreach ((_, string name, _) in Streams) w.Line($"_{ReceiveWriter.Field(name)} = new(\"{name.TrimStart('@')}\", socket);");
        foreach (MessageModel message in Subscriptions) WriteTable(message);
        _send.WritePolicies();
        _receive.WritePolicies();
        w.Line("_receiving = socket.Attach(new global::ReactiveWs.Typed.MessageReceiver(OnMessage));");
        w.Line("_following = global::ReactiveWs.Typed.Conversation.Follow(socket, _calls, OnCompleted);");
        w.Close().Line();
        w.Line(GeneratedCode).Open("private void OnCompleted()").Line("_calls.OnCompleted();");
        foreach ((_, string name, _) in Streams) w.Line($"_{ReceiveWriter.Field(name)}.OnCompleted();");
        foreach (MessageModel message in Subscriptions) w.Line($"_{ReceiveWriter.Field(message.Subscription!.Name)}.OnCompleted();");
        w.Close().Line();
    }

    void WriteTable(MessageModel message)
    {
        SubscriptionModel subscription = message.Subscription!;
        string unsubscribe = subscription.Unsubscribe is { } type ? $"key => SendAsync(new {type}(key))" : "null";
        w.Line($"_{ReceiveWriter.Field(subscription.Name)} = new(\"{subscription.Name.TrimStart('@')}\", socket, key => SendAsync(new {subscription.Subscribe}(key)), {unsubscribe});");
    }

    void WriteLifecycle()
    {
        string options = protocol.Subprotocol is { } token
            ? $"global::ReactiveWs.Typed.Conversation.Offering({Literals.Of(token)}, options)"
            : "options";
        w.Line("/// <summary>The socket, with the events of the transport.</summary>").Line(GeneratedCode).Line($"public {Socket} Socket {{ get; }}").Line();
        foreach (string type in new[] { "string", "global::System.Uri" })
        {
            w.Line("/// <summary>Connects. Subscribe first, connect after: nothing is missed then.</summary>");
            w.Line("/// <param name=\"uri\">A <c>ws</c> or <c>wss</c> address.</param>");
            w.Line("/// <param name=\"options\">How to connect; the protocol's token is offered in addition.</param>");
            w.Line("/// <param name=\"cancellationToken\">Gives up connecting.</param>");
            w.Line(GeneratedCode);
            w.Line("[global::ReactiveWs.RequiresCapability(global::ReactiveWs.Capability.Client)]");
            w.Line("[global::ReactiveWs.EnsuresState(global::ReactiveWs.WsState.Open, WhilePending = global::ReactiveWs.WsState.Connecting)]");
            w.Line($"public global::System.Threading.Tasks.Task ConnectAsync([global::ReactiveWs.WsValue(global::ReactiveWs.WsValueKind.Address)] {type} uri, global::ReactiveWs.WebSocketRequestOptions? options = null, {Cancellation}) =>");
            w.Line($"    Socket.ConnectAsync(uri, {options}, cancellationToken);").Line();
        }
        w.Line("/// <summary>Closes the connection.</summary>").Line("/// <param name=\"cancellationToken\">Gives up waiting for the end.</param>");
        w.Line(GeneratedCode).Line("[global::ReactiveWs.EnsuresState(global::ReactiveWs.WsState.Closed)]");
        w.Line($"public global::System.Threading.Tasks.Task CloseAsync({Cancellation}) => Socket.CloseAsync(cancellationToken);").Line();
        w.Line("/// <summary>Completes the streams, and disposes the socket if it is the client's own.</summary>").Line(GeneratedCode);
        w.Open("public async global::System.Threading.Tasks.ValueTask DisposeAsync()");
        w.Open("if (_ownsSocket)").Line("await Socket.DisposeAsync().ConfigureAwait(false);").Line("return;").Close().Line();
        w.Line("_receiving.Dispose();").Line("_following.Dispose();").Line("OnCompleted();").Close().Line();
    }

    void WriteStream(string type, string name, string summary)
    {
        w.Line($"/// <summary>{summary}</summary>").Line(GeneratedCode);
        w.Line($"public global::System.IObservable<{type}> {name} => _{ReceiveWriter.Field(name)};").Line();
    }

    void WriteSubscription(MessageModel message)
    {
        SubscriptionModel subscription = message.Subscription!;
        w.Line($"/// <summary>{message.SummaryOr($"Each <c>{message.PlainName()}</c> of one key.")}</summary>");
        w.Line("/// <param name=\"key\">The key.</param>");
        w.Line("/// <returns>Cold and ref-counted: its first subscriber subscribes at the server, its last one unsubscribes.</returns>");
        w.Line(GeneratedCode);
        w.Line($"public global::System.IObservable<{message.Type}> {subscription.Name}({subscription.KeyType} key) => _{ReceiveWriter.Field(subscription.Name)}.Of(key);").Line();
    }

    void WriteAttach()
    {
        w.Line("/// <summary>Attaches a handler: called off the receive loop, in order, behind a bounded inbox.</summary>");
        w.Line("/// <param name=\"handler\">The handler.</param>").Line("/// <returns>Detaches it.</returns>").Line(GeneratedCode);
        w.Open("public global::System.IDisposable Attach(IClientHandler handler)");
        w.Line("global::System.ArgumentNullException.ThrowIfNull(handler);");
        w.Line("return _conversation.Attach(_calls, (call, cancellationToken) => HandleAsync(handler, call, cancellationToken));").Close().Line();
    }
}
