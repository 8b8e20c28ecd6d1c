using Microsoft.CodeAnalysis.Text;
using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the file of a protocol: both ends, the handlers, and what the ends share.</summary>
static class ProtocolWriter
{
    public static SourceText Write(ProtocolModel protocol)
    {
        var w = new IndentedWriter();
        w.Header().Line();
        int braces = w.OpenAll(protocol.Declaration);
        w.Open(protocol.Declaration.Header);
        new ClientWriter(w, protocol).Write();
        new ServerWriter(w, protocol).Write();
        new PeerWriter(w, protocol).Write();
        HandlerInterfaceWriter.Write(w, protocol);
        w.Close();
        w.CloseAll(braces);
        w.Line();
        w.Open($"namespace {CodecNames.Namespace}");
        new WireWriter(w, protocol).Write();
        StreamsWriter.Write(w, protocol);
        w.Close();
        return w.ToSourceText();
    }

    /// <summary>Opens one of the generated types: with modifiers of its own unless the user declares them in his half.</summary>
    public static IndentedWriter OpenContainer(this IndentedWriter w, ProtocolModel protocol, string name, string summary, string bases)
    {
        if (protocol.DeclaredContainers.Contains(name)) return w.Open($"partial class {name}{bases}");
        w.Line($"/// <summary>{summary}</summary>");
        return w.Open($"{protocol.Accessibility} sealed partial class {name}{bases}");
    }

    /// <summary>The class with what both ends share.</summary>
    public static string Wire(this ProtocolModel protocol) => $"global::{CodecNames.Namespace}.{protocol.Wire}";

    /// <summary>The class with the streams of a server.</summary>
    public static string Streams(this ProtocolModel protocol) => protocol.Wire() + "Streams";

    public static IEnumerable<MessageModel> SentBy(this ProtocolModel protocol, Direction end) => protocol.Messages.Where(m => (m.From & end) != 0);

    /// <summary>The other end of a direction.</summary>
    public static Direction Opposite(this Direction end) => end == Direction.FromClient ? Direction.FromServer : Direction.FromClient;

    public static bool IsReplyFrom(this MessageModel message, Direction end) => (message.IsReply & end) != 0;

    /// <summary>What an end handles: all it receives but the replies it awaits.</summary>
    public static IEnumerable<(MessageModel Message, int Number)> HandledBy(this ProtocolModel protocol, Direction end) =>
        protocol.Messages.Select((m, i) => (m, i)).Where(m => (m.m.From & end.Opposite()) != 0 && !m.m.IsReplyFrom(end.Opposite()));

    /// <summary>The record's name without the escape of a keyword: for names that contain it.</summary>
    public static string PlainName(this MessageModel message) => message.Name.TrimStart('@');

    public static string SummaryOr(this MessageModel message, string absent) => message.Summary ?? absent;
}
