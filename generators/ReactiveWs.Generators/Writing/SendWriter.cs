using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the members by which an end sends: one overload per message it may send, one method per request.</summary>
sealed class SendWriter(IndentedWriter w, ProtocolModel protocol, Direction end)
{
    const string Cancellation = "global::System.Threading.CancellationToken cancellationToken = default";
    const string Result = "global::System.Threading.Tasks.ValueTask<global::ReactiveWs.SendResult>";
    const string RequiresOpen = "[global::ReactiveWs.RequiresState(global::ReactiveWs.WsState.Open)]";

    public void Write()
    {
        foreach (MessageModel message in protocol.SentBy(end))
        {
            if (message.Reply is not null) WriteRequest(message);
            else if (!message.IsReplyFrom(end)) WriteSend(message);
        }
    }

    void WriteSend(MessageModel message)
    {
        string isText = message.Form == MessageForm.Binary ? "false" : "true";
        string closing = message.Closes ? $", {message.CloseCode}, {Literals.Of(message.CloseReason)}" : "";
        w.Line($"/// <summary>{message.SummaryOr($"Sends <c>{message.PlainName()}</c>.")}</summary>");
        w.Line("/// <param name=\"message\">The message.</param>");
        w.Line("/// <param name=\"cancellationToken\">Gives up waiting for room in the send queue.</param>");
        w.Line("/// <returns>What became of it.</returns>");
        w.Line(GeneratedCode).Line(RequiresOpen);
        w.Open($"public {Result} SendAsync({message.Type} message, {Cancellation})");
        if (!message.IsValueType) w.Line("global::System.ArgumentNullException.ThrowIfNull(message);");
        w.Line(HasPolicy(message)
            ? $"return _{PolicyField(message)}.SendAsync(message, cancellationToken);"
            : $"return _conversation.Send{(message.Closes ? "Closing" : "")}Async({isText}, message, {protocol.Wire()}.Write{message.PlainName()}{closing}, cancellationToken);");
        w.Close().Line();
    }

    void WriteRequest(MessageModel message)
    {
        string name = message.PlainName();
        w.Line($"/// <summary>{message.SummaryOr($"Sends <c>{name}</c> and waits for the reply.")}</summary>");
        w.Line("/// <param name=\"message\">The request.</param>");
        w.Line("/// <param name=\"cancellationToken\">Gives up waiting; the connection is not harmed.</param>");
        w.Line("/// <returns>The reply.</returns>");
        w.Line("/// <exception cref=\"global::ReactiveWs.ReactiveWsException\">The other end answered with an error, or not in time.</exception>");
        w.Line(GeneratedCode).Line(RequiresOpen);
        w.Open($"public global::System.Threading.Tasks.Task<{message.Reply}> {name}Async({message.Type} message, {Cancellation})");
        if (!message.IsValueType) w.Line("global::System.ArgumentNullException.ThrowIfNull(message);");
        w.Line($"return _conversation.RequestAsync<{message.Type}, {message.Reply}>(message, {Literals.Of(message.Discriminator)}, {protocol.Wire()}.Write{name}, {message.ReplyTimeout}, cancellationToken);");
        w.Close().Line();
    }

    /// <summary>The fields of the messages whose delivery is not the default.</summary>
    public void WritePolicyFields()
    {
        foreach (MessageModel message in WithPolicy())
        {
            w.Line(GeneratedCode).Line($"{(end == Direction.FromServer ? "internal" : "private")} readonly global::ReactiveWs.Typed.PolicedDelivery<{message.Type}, {KeyType(message)}> _{PolicyField(message)};").Line();
        }
    }

    /// <summary>Their initialisation, in the constructor.</summary>
    public void WritePolicies()
    {
        foreach (MessageModel message in WithPolicy())
        {
            DeliveryModel delivery = message.Delivery!;
            string isText = message.Form == MessageForm.Binary ? "false" : "true";
            string key = delivery.KeyProperty is { } property ? $"message => message.{Declarations.Escape(property)}" : "_ => 0";
            w.Line($"_{PolicyField(message)} = new(_conversation, {isText}, {protocol.Wire()}.Write{message.PlainName()}, (global::ReactiveWs.Overflow){delivery.Overflow}, {delivery.Capacity}, (global::ReactiveWs.Offline){delivery.Offline}, static {key});");
        }
    }

    IEnumerable<MessageModel> WithPolicy() => protocol.SentBy(end).Where(m => m.Reply is null && !m.IsReplyFrom(end) && HasPolicy(m));

    public static bool HasPolicy(MessageModel message) => message is { Closes: false, Delivery: { } delivery } && (delivery.Overflow != 0 || delivery.Offline != 0);

    static string KeyType(MessageModel message) => message.Delivery!.KeyType ?? "int";

    public static string PolicyField(MessageModel message) => WireNames.CamelCase(message.PlainName()) + "Delivery";
}
