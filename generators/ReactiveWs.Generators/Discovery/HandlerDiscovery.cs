using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>
/// Describes a class with <c>[WsHandler]</c>: its <c>On(…)</c> methods, found by the type of their first parameter. <c>Peer</c> and <c>Client</c> are
/// generated, so the compiler does not know them here yet; they are known by their names.
/// </summary>
sealed class HandlerDiscovery(INamedTypeSymbol type, CancellationToken cancellation)
{
    const string MethodName = "On";

    readonly List<Problem> _problems = [];
    readonly AttributeData? _attribute = Symbols.Ours(type, Known.Handler);

    public static DiscoveredHandler Discover(INamedTypeSymbol type, CancellationToken cancellation) => new HandlerDiscovery(type, cancellation).Discover();

    DiscoveredHandler Discover()
    {
        HandlerModel? handler = Describe();
        return new DiscoveredHandler(handler, _problems.ToEquatableArray());
    }

    INamedTypeSymbol? Protocol => _attribute is null ? null : Symbols.First<INamedTypeSymbol>(_attribute);

    HandlerModel? Describe()
    {
        if (Protocol is not { } protocol) return null;
        if (Declarations.NotPartial(type, cancellation) is { } closed)
        {
            Report(ProblemId.NotPartial, closed, Symbols.ShortName(closed), Symbols.ShortName(type));
            return null;
        }
        List<IMethodSymbol> methods = [.. type.GetMembers(MethodName).OfType<IMethodSymbol>().Where(m => m.Parameters.Length > 0)];
        if (HandledMessages.Of(protocol, type.ContainingAssembly, isServer: true, cancellation) is not { } server) return null;
        if (HandledMessages.Of(protocol, type.ContainingAssembly, isServer: false, cancellation) is not { } client) return null;
        bool isServer = IsServer(methods, server, client);
        return new HandlerModel(Declarations.Of(type), Symbols.NameOf(protocol), isServer, Match(methods, isServer ? server : client, isServer));
    }

    static bool IsServer(List<IMethodSymbol> methods, List<HandledMessage> server, List<HandledMessage> client)
    {
        if (methods.Any(m => m.Parameters.Any(p => p.Type.Name == "Peer"))) return true;
        if (methods.Any(m => m.Parameters.Any(p => p.Type.Name == "Client"))) return false;
        return methods.Count(m => Has(server, m)) >= methods.Count(m => Has(client, m));
    }

    static bool Has(List<HandledMessage> messages, IMethodSymbol method) => messages.Any(m => m.Type == Symbols.NameOf(method.Parameters[0].Type));

    EquatableArray<HandlerMethod> Match(List<IMethodSymbol> methods, List<HandledMessage> messages, bool isServer)
    {
        foreach (IMethodSymbol stray in methods.Where(m => !Has(messages, m)))
        {
            if (HandledMessages.IsLeftOut(Protocol!, stray.Parameters[0].Type, cancellation)) continue;
            Misfit(stray, $"its first parameter is no message that the {(isServer ? "server" : "client")} of this protocol receives");
        }
        return messages.Select(message => Match(methods, message, isServer)).ToEquatableArray();
    }

    HandlerMethod Match(List<IMethodSymbol> methods, HandledMessage message, bool isServer)
    {
        List<IMethodSymbol> fitting = [.. methods.Where(m => Symbols.NameOf(m.Parameters[0].Type) == message.Type)];
        if (fitting.Count == 0 && !message.IsOptional) Missing(message, isServer);
        foreach (IMethodSymbol second in fitting.Skip(1)) Misfit(second, "another method handles this message already");
        if (fitting.Count == 0 || ArgumentsOf(fitting[0], isServer) is not { } arguments || ResultOf(fitting[0], message.Reply) is not { } result)
        {
            return new HandlerMethod(message.Method, message.Type, message.Reply, null, HandlerResult.None);
        }
        return new HandlerMethod(message.Method, message.Type, message.Reply, arguments, result);
    }

    string? ArgumentsOf(IMethodSymbol method, bool isServer)
    {
        var arguments = new List<string> { "message" };
        foreach (IParameterSymbol parameter in method.Parameters.Skip(1))
        {
            string? argument = ArgumentFor(parameter, isServer);
            if (argument is null && parameter.HasExplicitDefaultValue) continue;
            if (argument is null || arguments.Contains(argument))
            {
                return Misfit(method, $"its parameter '{parameter.Name}' is neither the {(isServer ? "Peer" : "Client")} nor a CancellationToken", "", parameter.Name);
            }
            arguments.Add(argument);
        }
        return string.Join(", ", arguments.Select((a, i) => i == 0 ? a : $"{Declarations.Escape(NameFor(method, a, isServer))}: {a}"));
    }

    static string NameFor(IMethodSymbol method, string argument, bool isServer) =>
        method.Parameters.Skip(1).First(p => ArgumentFor(p, isServer) == argument).Name;

    static string? ArgumentFor(IParameterSymbol parameter, bool isServer) => parameter.Type.Name switch
    {
        "CancellationToken" => "cancellationToken",
        "Peer" when isServer => "peer",
        "Client" when !isServer => "client",
        _ => null,
    };

    HandlerResult? ResultOf(IMethodSymbol method, string? reply)
    {
        ITypeSymbol returned = method.ReturnType;
        bool isTask = Symbols.NamespaceOf(returned) == "System.Threading.Tasks";
        HandlerResult? kind = (isTask, returned.MetadataName) switch
        {
            (true, "Task" or "Task`1") => HandlerResult.Task,
            (true, "ValueTask" or "ValueTask`1") => HandlerResult.ValueTask,
            _ when returned.SpecialType == SpecialType.System_Void => HandlerResult.None,
            _ => HandlerResult.Value,
        };
        string? given = kind == HandlerResult.Value ? Symbols.NameOf(returned) : (returned as INamedTypeSymbol)?.TypeArguments.FirstOrDefault() is { } argument ? Symbols.NameOf(argument) : null;
        if (method.IsAsync && kind == HandlerResult.None) return Wrong(method, "it is async void; return a ValueTask", reply);
        if (given == reply) return kind;
        return Wrong(method, reply is null ? "it has to return void, Task or ValueTask" : $"it has to return the reply '{reply.Replace("global::", "")}', plain or in a Task or ValueTask", reply);
    }

    HandlerResult? Wrong(IMethodSymbol method, string reason, string? reply)
    {
        Misfit(method, reason, reply ?? "");
        return null;
    }

    string? Misfit(IMethodSymbol method, string reason, params string[] more)
    {
        Report(ProblemId.HandlerDoesNotFit, method, [method.Name, reason, .. more]);
        return null;
    }

    /// <summary>The generated half ignores it, or answers with an error.</summary>
    void Missing(HandledMessage message, bool isServer)
    {
        string name = message.Type.Substring(message.Type.LastIndexOf('.') + 1).TrimStart('@');
        string otherEnd = $"{Symbols.NameOf(Protocol!)}.{(isServer ? "Peer" : "Client")}";
        Report(ProblemId.MessageNotHandled, type, Symbols.ShortName(type), name, message.Reply is null ? "is ignored when it comes" : "is answered with an error", message.Type, message.Reply ?? "", otherEnd);
    }

    void Report(string id, ISymbol symbol, params string[] arguments) => _problems.Add(new Problem(id, Symbols.IdOf(symbol), arguments.ToEquatableArray()));
}
