using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the two handler interfaces and the calls of their methods.</summary>
static class HandlerInterfaceWriter
{
    const string Cancellation = "global::System.Threading.CancellationToken cancellationToken";
    const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    public static void Write(IndentedWriter w, ProtocolModel protocol)
    {
        Write(w, protocol, Direction.FromClient, "IClientHandler", "Client client", "Handles what the server sends. A new message breaks the build where it is not handled.");
        Write(w, protocol, Direction.FromServer, "IServerHandler", "Peer peer", "Handles what clients send. A new message breaks the build where it is not handled.");
    }

    static void Write(IndentedWriter w, ProtocolModel protocol, Direction end, string name, string other, string summary)
    {
        string parameter = other.Split(' ')[1];
        w.Line($"/// <summary>{summary}</summary>");
        w.Open($"{protocol.Accessibility} interface {name}");
        Documented("The connection opened.", parameter).Line($"{ValueTask} OnConnectedAsync({other}, global::System.Threading.CancellationToken ct) => default;").Line();
        Documented("The connection ended.", parameter, "<param name=\"result\">How it ended.</param>");
        w.Line($"{ValueTask} OnDisconnectedAsync({other}, global::ReactiveWs.CloseResult result, global::System.Threading.CancellationToken ct) => default;").Line();
        foreach ((MessageModel message, _) in protocol.HandledBy(end))
        {
            string reply = message.Reply is { } type ? $"<{type}>" : "";
            string argument = ParameterOf(message);
            Documented(message.SummaryOr($"A <c>{message.PlainName()}</c> came."), parameter, $"<param name=\"{argument.TrimStart('@')}\">The message.</param>");
            w.Line($"{ValueTask}{reply} On{message.PlainName()}Async({message.Type} {argument}, {other}, global::System.Threading.CancellationToken ct){(message.Closes && message.Reply is null ? " => default" : "")};").Line();
        }
        w.Close().Line();

        IndentedWriter Documented(string text, string end, string? more = null)
        {
            w.Line($"/// <summary>{text}</summary>");
            if (more is not null) w.Line("/// " + more);
            w.Line($"/// <param name=\"{end}\">The {(end == "peer" ? "client's end" : "client it came to")}.</param>");
            w.Line("/// <param name=\"ct\">Cancelled when the handler is detached.</param>");
            return w.Line(GeneratedCode);
        }
    }

    /// <summary>Named like the record, so that a handler's method may be too (an implementation that renames is a warning of its own).</summary>
    static string ParameterOf(MessageModel message)
    {
        string name = WireNames.CamelCase(message.PlainName());
        return name is "peer" or "client" or "ct" ? "message" : Declarations.Escape(name);
    }

    /// <summary>The method that turns a queued call into the call of a handler.</summary>
    public static void WriteHandle(IndentedWriter w, ProtocolModel protocol, Direction end, string name)
    {
        w.Line(GeneratedCode);
        w.Open($"internal async {ValueTask} HandleAsync({name} handler, global::ReactiveWs.Typed.HandlerCall call, {Cancellation})");
        w.Open("switch (call.Kind)");
        Case("global::ReactiveWs.Typed.HandlerCall.Connected", "await handler.OnConnectedAsync(this, cancellationToken).ConfigureAwait(false);");
        Case("global::ReactiveWs.Typed.HandlerCall.Disconnected", "await handler.OnDisconnectedAsync(this, (global::ReactiveWs.CloseResult)call.Message!, cancellationToken).ConfigureAwait(false);");
        foreach ((MessageModel message, int number) in protocol.HandledBy(end)) Case($"{number}", Call(protocol, message));
        w.Close().Close().Line();

        void Case(string label, string body)
        {
            w.Line($"case {label}:").Indent().Lines(body).Line("break;").Unindent();
        }
    }

    static string Call(ProtocolModel protocol, MessageModel message)
    {
        string call = $"handler.On{message.PlainName()}Async(({message.Type})call.Message!, this, cancellationToken)";
        if (message.Reply is { } reply)
        {
            MessageModel answer = protocol.Messages.First(m => m.Type == reply);
            return $"await _conversation.AnswerAsync(() => {call}, call.Id, {protocol.Wire()}.Write{answer.PlainName()}Reply, {protocol.Wire()}.WriteError, cancellationToken).ConfigureAwait(false);";
        }
        if (!message.Closes) return $"await {call}.ConfigureAwait(false);";
        return $$"""
            try
            {
                await {{call}}.ConfigureAwait(false);
            }
            finally
            {
                _conversation.HandlerDone({{message.CloseCode}}, {{Literals.Of(message.CloseReason)}});
            }
            """;
    }
}
