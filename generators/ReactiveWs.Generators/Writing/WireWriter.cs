using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes how each message of a protocol goes onto the wire, and where on the wire its parts are.</summary>
sealed class WireWriter(IndentedWriter w, ProtocolModel protocol)
{
    const string Output = "global::System.Buffers.IBufferWriter<byte> output";

    public void Write()
    {
        w.Line($"/// <summary>The wire form of <c>{protocol.DisplayName}</c>.</summary>");
        w.Open($"internal static class {protocol.Wire}");
        WriteSettings();
        foreach (MessageModel message in protocol.Messages) WriteMessage(message);
        if (protocol.Messages.Any(m => m.Reply is not null)) WriteError();
        w.Close().Line();
    }

    void WriteSettings()
    {
        string foreign = protocol.JsonContext is { } context ? $"Foreign = {context}.Default.Options, " : "";
        string envelope = string.Join(", ", protocol.DiscriminatorPath.Take(1).Append(protocol.IdProperty).Distinct().Select(Literals.Of));
        Field(Options, "Options", $"new() {{ {foreign}EnvelopeMembers = [{envelope}] }}");
        Field("byte[][]", "DiscriminatorPath", Path(protocol.DiscriminatorPath));
        Field("byte[][]", "PayloadPath", Path(protocol.PayloadPath));
        Field("byte[][]", "IdPath", Path([.. Container, protocol.IdProperty]));
        Field("byte[][]", "ErrorPath", Path([.. Container, "message"]));
    }

    void Field(string type, string name, string value) => w.Line(GeneratedCode).Line($"internal static readonly {type} {name} = {value};").Line();

    static string Path(IEnumerable<string> names) => "[" + string.Join(", ", names.Select(n => Literals.Of(n) + "u8.ToArray()")) + "]";

    /// <summary>The objects around the discriminator.</summary>
    string[] Container => [.. protocol.DiscriminatorPath.Take(protocol.DiscriminatorPath.Count - 1)];

    void WriteMessage(MessageModel message)
    {
        string name = message.PlainName();
        switch (message.Form)
        {
            case MessageForm.Literal:
                Method(name, message.Type, $"global::System.Buffers.BuffersExtensions.Write(output, {Literals.Of(message.Discriminator)}u8);");
                break;
            case MessageForm.Binary:
                string bytes = $"message.{Declarations.Escape(message.BytesProperty!)}";
                Method(name, message.Type, $"global::System.Buffers.BuffersExtensions.Write(output, {(message.Bytes == BytesAs.Array ? bytes : bytes + ".Span")});");
                break;
            default:
                bool isPlain = (message.From & ~message.IsReply) != 0;
                if (message.Reply is null && isPlain) WriteObject(name, message, isNumbered: false);
                if (message.Reply is not null) WriteObject(name, message, isNumbered: true);
                if (message.IsReply != Direction.None) WriteObject(name + "Reply", message, isNumbered: true);
                break;
        }
    }

    void Method(string name, string type, string statement)
    {
        w.Line(GeneratedCode).Open($"internal static void Write{name}({Output}, {type} message)").Line(statement).Close().Line();
    }

    void WriteObject(string name, MessageModel message, bool isNumbered)
    {
        string type = isNumbered ? $"global::ReactiveWs.Typed.Numbered<{message.Type}>" : message.Type;
        w.Line(GeneratedCode);
        w.Open($"internal static void Write{name}({Output}, {type} message)");
        Begin();
        Envelope(
            message.Form == MessageForm.Object ? message.Discriminator : null,
            isNumbered ? "message.Id" : null,
            $"{message.Codec}.WriteMembers(ref writer, {(isNumbered ? "message.Message" : "message")});");
        End();
    }

    void WriteError()
    {
        w.Line(GeneratedCode);
        w.Open($"internal static void WriteError({Output}, global::ReactiveWs.Typed.RequestError error)");
        Begin();
        foreach (string name in Container) Enter(name);
        Discriminator("error");
        Id("error.Id");
        w.Open("if (error.Message is { } text)").Line(JsonText.Name("message")).Line("writer.Write(text);").Close();
        foreach (string _ in Container) w.Line("writer.EndObject();");
        End();
    }

    void Begin() => w.Line($"var writer = new {Writer}(output, Options);").Line("writer.StartObject();");

    void End() => w.Line("writer.EndObject();").Line("writer.Flush();").Close().Line();

    /// <summary>The discriminator first, then the members, each in its object; what both are in is opened once.</summary>
    void Envelope(string? discriminator, string? id, string members)
    {
        string[] container = discriminator is null ? [] : Container;
        int shared = container.Zip(protocol.PayloadPath, (a, b) => a == b).TakeWhile(same => same).Count();
        foreach (string name in container) Enter(name);
        if (discriminator is not null) Discriminator(discriminator);
        if (id is not null) Id(id);
        for (int i = shared; i < container.Length; i++) w.Line("writer.EndObject();");
        foreach (string name in protocol.PayloadPath.Skip(shared)) Enter(name);
        w.Line(members);
        foreach (string _ in protocol.PayloadPath) w.Line("writer.EndObject();");
    }

    void Enter(string name) => w.Line(JsonText.Name(name)).Line("writer.StartObject();");

    void Discriminator(string text) => w.Lines(JsonText.Constant(protocol.DiscriminatorPath[protocol.DiscriminatorPath.Count - 1], text));

    void Id(string id) => w.Line(JsonText.Name(protocol.IdProperty)).Line($"writer.Write({id});");
}
