using Microsoft.CodeAnalysis.Text;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the generated half of a class with <c>[WsHandler]</c>: the interface, explicitly, on top of its <c>On(…)</c> methods.</summary>
static class HandlerWriter
{
    const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    public static SourceText Write(HandlerModel handler)
    {
        var w = new IndentedWriter();
        w.Header().Line();
        int braces = w.OpenAll(handler.Declaration);
        string face = $"{handler.Protocol}.{(handler.IsServer ? "IServerHandler" : "IClientHandler")}";
        w.Open($"{handler.Declaration.Header} : {face}");
        foreach (HandlerMethod method in handler.Methods) Write(w, handler, face, method);
        w.Close();
        w.CloseAll(braces);
        return w.ToSourceText();
    }

    static void Write(IndentedWriter w, HandlerModel handler, string face, HandlerMethod method)
    {
        string other = handler.IsServer ? $"{handler.Protocol}.Peer peer" : $"{handler.Protocol}.Client client";
        string reply = method.Reply is null ? "" : $"<{method.Reply}>";
        w.Line(GeneratedCode);
        w.Open($"{ValueTask}{reply} {face}.{method.Name}({method.Message} message, {other}, global::System.Threading.CancellationToken cancellationToken)");
        w.Lines(Body(method, reply));
        w.Close().Line();
    }

    static string Body(HandlerMethod method, string reply)
    {
        string call = $"On({method.Arguments})";
        return (method.Arguments, method.Result) switch
        {
            (null, _) when method.Reply is null => "return default;",
            (null, _) => $"throw new global::System.NotSupportedException(\"There is no On method for this request.\");",
            (_, HandlerResult.None) => call + ";\nreturn default;",
            (_, HandlerResult.ValueTask) => $"return {call};",
            (_, HandlerResult.Task) => $"return new {ValueTask}{reply}({call});",
            _ => $"return new {ValueTask}{reply}({call});",
        };
    }
}
