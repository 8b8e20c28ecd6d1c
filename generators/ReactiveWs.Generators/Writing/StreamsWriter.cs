using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the streams of a server in a class of their own: the server shows them, each peer feeds them.</summary>
static class StreamsWriter
{
    public static void Write(IndentedWriter w, ProtocolModel protocol)
    {
        w.Line($"/// <summary>The streams of all peers of <c>{protocol.DisplayName}</c>.</summary>");
        w.Open($"internal sealed class {protocol.Wire}Streams(global::ReactiveWs.ReactiveWebSocketServer server, bool exposesErrors)");
        Line("bool", "ExposesErrors", "exposesErrors");
        foreach ((string type, string name) in Of(protocol))
        {
            string stream = $"global::ReactiveWs.Typed.MessageSource<{ItemType(protocol, type)}>";
            Line(stream, name, $"new(\"{name.TrimStart('@')}\", server)");
        }
        w.Line(GeneratedCode).Open("internal void OnCompleted()");
        foreach ((_, string name) in Of(protocol)) w.Line($"{name}.OnCompleted();");
        w.Close().Close();

        void Line(string type, string name, string value) => w.Line(GeneratedCode).Line($"internal readonly {type} {name} = {value};").Line();
    }

    static IEnumerable<(string Type, string Name)> Of(ProtocolModel protocol) =>
        protocol.HandledBy(Direction.FromServer)
            .Where(m => m.Message.Stream is not null)
            .Select(m => (m.Message.Type, m.Message.Stream!))
            .Concat([("global::ReactiveWs.UnknownMessage", "Unknowns"), ("global::ReactiveWs.MalformedMessage", "Malformeds")]);

    public static string ItemType(ProtocolModel protocol, string type) => $"global::ReactiveWs.Received<{type}, {protocol.Name}.Peer>";
}
