using System.Text;
using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes how an end takes a message from the receive buffer: finds out which it is by length and bytes, reads it, and delivers it.</summary>
/// <param name="w">Where to.</param>
/// <param name="protocol">The protocol.</param>
/// <param name="end">The end that receives.</param>
/// <param name="wrap">C# for what a stream gets, from C# for the message.</param>
/// <param name="stream">C# for a stream, from its name.</param>
sealed class ReceiveWriter(IndentedWriter w, ProtocolModel protocol, Direction end, Func<string, string> wrap, Func<string, string> stream)
{
    const string Envelope = "global::ReactiveWs.Typed.EnvelopeReader";
    const string Payload = "global::System.ReadOnlySpan<byte> payload";
    const string SequenceEqual = "global::System.MemoryExtensions.SequenceEqual";

    readonly (MessageModel Message, int Number)[] _inbound =
        [.. protocol.Messages.Select((m, i) => (m, i)).Where(m => (m.m.From & end.Opposite()) != 0)];

    bool AwaitsReplies => protocol.SentBy(end).Any(m => m.Reply is not null);

    public void Write()
    {
        WriteOnMessage();
        foreach ((MessageModel message, int number) in _inbound) WriteOn(message, number);
        if (AwaitsReplies) WriteOnError();
        WriteUnfit();
    }

    /// <summary>In the constructor: the policies of the messages that handlers get.</summary>
    public void WritePolicies()
    {
        foreach ((MessageModel message, int number) in _inbound.Where(m => m.Message is { Reply: null, Closes: false, Delivery.Overflow: not 0 } && !m.Message.IsReplyFrom(end.Opposite())))
        {
            DeliveryModel delivery = message.Delivery!;
            string key = delivery.KeyProperty is { } property ? $"message => (({message.Type})message).{Declarations.Escape(property)}" : "_ => 0";
            w.Line($"_conversation.Deliver({number}, (global::ReactiveWs.Overflow){delivery.Overflow}, {delivery.Capacity}, static {key});");
        }
    }

    void WriteOnMessage()
    {
        w.Line(GeneratedCode);
        w.Open($"private void OnMessage(bool isText, {Payload})");
        MessageModel? binary = _inbound.Select(m => m.Message).FirstOrDefault(m => m.Form == MessageForm.Binary);
        w.Open("if (!isText)").Line(binary is null ? "OnUnknown(null, isText, payload);" : $"Receive{binary.PlainName()}(payload);").Line("return;").Close().Line();
        foreach ((MessageModel literal, _) in _inbound.Where(m => m.Message.Form == MessageForm.Literal))
        {
            w.Open($"if ({SequenceEqual}(payload, {Literals.Of(literal.Discriminator)}u8))").Line($"Receive{literal.PlainName()}();").Line("return;").Close().Line();
        }
        WriteObjects();
        w.Close().Line();
    }

    void WriteObjects()
    {
        MessageModel? fallback = _inbound.Select(m => m.Message).FirstOrDefault(m => m.Form == MessageForm.Fallback);
        string none = fallback is null ? "OnUnknown(null, isText, payload);" : $"Receive{fallback.PlainName()}(payload);";
        string start = "{" + string.Concat(protocol.DiscriminatorPath.Select((n, i) => $"\"{n}\":{(i < protocol.DiscriminatorPath.Count - 1 ? "{" : "\"")}"));
        w.Open($"if (!{Envelope}.TryFind(payload, {Literals.Of(start)}u8, {protocol.Wire()}.DiscriminatorPath, {protocol.Wire()}.Options, out global::System.ReadOnlySpan<byte> type))");
        w.Line(none).Line("return;").Close().Line();
        var cases = _inbound.Where(m => m.Message.Form == MessageForm.Object).Select(m => (m.Message.Discriminator, Method: "Receive" + m.Message.PlainName())).ToList();
        if (AwaitsReplies && cases.All(c => c.Discriminator != "error")) cases.Add(("error", "OnRequestError"));
        if (cases.Count > 0) WriteSwitch(cases);
        w.Line(fallback is null ? "OnUnknown(global::System.Text.Encoding.UTF8.GetString(type), isText, payload);" : none);
    }

    void WriteSwitch(List<(string Discriminator, string Method)> cases)
    {
        w.Open("switch (type.Length)");
        foreach ((string discriminator, string method) in cases.OrderBy(c => Encoding.UTF8.GetByteCount(c.Discriminator)))
        {
            w.Line($"case {Encoding.UTF8.GetByteCount(discriminator)} when {SequenceEqual}(type, {Literals.Of(discriminator)}u8):").Indent();
            w.Line($"{method}(payload);").Line("return;").Unindent();
        }
        w.Close().Line();
    }

    void WriteOn(MessageModel message, int number)
    {
        bool isLiteral = message.Form == MessageForm.Literal;
        w.Line(GeneratedCode);
        w.Open($"private void Receive{message.PlainName()}({(isLiteral ? "" : Payload)})");
        if (message.Form == MessageForm.Object && message.Discriminator == "error" && AwaitsReplies) WriteErrorFirst();
        if (isLiteral) w.Line($"var message = new {message.Type}();");
        else if (message.Form == MessageForm.Binary) w.Line($"var message = new {message.Type}(payload.ToArray());");
        else WriteRead(message);
        if (message.IsReplyFrom(end.Opposite())) w.Open("if (!_conversation.Complete(id, message))").Line($"OnUnknown({Literals.Of(message.Discriminator)}, true, payload);").Close();
        else WriteDelivery(message, number);
        w.Close().Line();
    }

    void WriteRead(MessageModel message)
    {
        string name = Literals.Of(message.Form == MessageForm.Fallback ? message.PlainName() : message.Discriminator);
        bool isReply = message.IsReplyFrom(end.Opposite());
        if (message.Reply is not null || isReply)
        {
            w.Open($"if (!{Envelope}.TryReadId(payload, {protocol.Wire()}.IdPath, {protocol.Wire()}.Options, out long id, out {Reason}? numberless))");
            w.Line($"OnMalformed({name}, numberless, payload);").Line("return;").Close().Line();
        }
        w.Open($"if (!{Envelope}.TryRead<{message.Type}, {message.Codec}>(payload, {Place(message)}, {protocol.Wire()}.Options, out {message.Type}{(message.IsValueType ? "" : "?")} message, out {Reason}? reason))");
        if (isReply) w.Line("_conversation.Fail(id, reason);");
        w.Line($"OnMalformed({name}, reason, payload);").Line("return;").Close().Line();
    }

    /// <summary>C# for where the members are: what stands before them where that is always the same, otherwise the path to them.</summary>
    string Place(MessageModel message)
    {
        string path = protocol.Wire() + ".PayloadPath";
        if (protocol.PayloadPath.Count > 0 || message.Reply is not null || message.IsReplyFrom(end.Opposite())) return path;
        if (message.Form == MessageForm.Fallback) return "\"{\"u8";
        return protocol.DiscriminatorPath.Count == 1 ? JsonText.PlainStart(protocol.DiscriminatorPath[0], message.Discriminator) ?? path : path;
    }

    void WriteDelivery(MessageModel message, int number)
    {
        if (message.Subscription is { } subscription && end == Direction.FromClient) w.Line($"_{Field(subscription.Name)}.OnNext(message.{Declarations.Escape(subscription.KeyProperty)}, message);");
        else if (message.Stream is { } name) w.Line($"{stream(name)}.OnNext({wrap("message")});");
        w.Open("if (_calls.IsObserved)").Line($"_calls.OnNext(new global::ReactiveWs.Typed.HandlerCall({number}, message{(message.Reply is null ? "" : ", id")}));").Close();
        if (message.Reply is not null) w.Open("else").Line($"_conversation.Refuse(id, {protocol.Wire()}.WriteError);").Close();
        if (message.Closes) w.Line().Line($"_conversation.CloseAfterHandlers({message.CloseCode}, {Literals.Of(message.CloseReason)});");
    }

    /// <summary>The name of a private field for a stream.</summary>
    public static string Field(string stream) => WireNames.CamelCase(stream.TrimStart('@')) + "Source";

    /// <summary>A message of the user's that is called <c>error</c> too: it is one unless it answers a request.</summary>
    void WriteErrorFirst()
    {
        w.Open($"if ({Envelope}.TryReadId(payload, {protocol.Wire()}.IdPath, {protocol.Wire()}.Options, out long request, out _) && _conversation.Fail(request, {Envelope}.TryReadMessage(payload, {protocol.Wire()}.ErrorPath, {protocol.Wire()}.Options)))");
        w.Line("return;").Close().Line();
    }

    void WriteOnError()
    {
        if (_inbound.Any(m => m.Message is { Form: MessageForm.Object, Discriminator: "error" })) return;
        w.Line(GeneratedCode);
        w.Open($"private void OnRequestError({Payload})");
        w.Open($"if (!{Envelope}.TryReadId(payload, {protocol.Wire()}.IdPath, {protocol.Wire()}.Options, out long id, out {Reason}? reason))");
        w.Line("OnMalformed(\"error\", reason, payload);").Close();
        w.Open($"else if (!_conversation.Fail(id, {Envelope}.TryReadMessage(payload, {protocol.Wire()}.ErrorPath, {protocol.Wire()}.Options)))");
        w.Line("OnUnknown(\"error\", true, payload);").Close();
        w.Close().Line();
    }

    void WriteUnfit()
    {
        w.Line(GeneratedCode);
        w.Open($"private void OnUnknown(string? discriminator, bool isText, {Payload})");
        w.Open($"if ({stream("Unknowns")}.IsObserved)").Line($"{stream("Unknowns")}.OnNext({wrap("new global::ReactiveWs.UnknownMessage(discriminator, isText, payload.ToArray())")});").Close();
        w.Close().Line();
        if (_inbound.All(m => m.Message.Form is MessageForm.Literal or MessageForm.Binary) && !AwaitsReplies) return;
        w.Line(GeneratedCode);
        w.Open($"private void OnMalformed(string message, {Reason} reason, {Payload})");
        w.Open($"if ({stream("Malformeds")}.IsObserved)").Line($"{stream("Malformeds")}.OnNext({wrap("new global::ReactiveWs.MalformedMessage(message, reason, payload.ToArray())")});").Close();
        if (protocol.OnMalformed == 1) w.Line().Line("_conversation.CloseMalformed();");
        w.Close().Line();
    }
}
