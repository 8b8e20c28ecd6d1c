using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Describes a protocol: its settings, its messages, and the names that what is generated will have.</summary>
sealed class ProtocolDiscovery
{
    readonly INamedTypeSymbol _type;
    readonly AttributeData? _attribute;
    readonly TypeGraph _graph;
    readonly List<(MessageModel Message, INamedTypeSymbol Type)> _messages = [];

    public ProtocolDiscovery(INamedTypeSymbol type, CancellationToken cancellation)
    {
        _type = type;
        _attribute = Symbols.Ours(type, Known.Protocol);
        _graph = new TypeGraph(type.ContainingAssembly, new JsonContextTypes(ContractDiscovery.ContextOf(_attribute)), cancellation);
    }

    public Discovered Discover()
    {
        bool isWhole = IsSupported() & ContractDiscovery.IsPartial(_graph, _type);
        foreach (INamedTypeSymbol nested in _type.GetTypeMembers()) AddNested(nested);
        foreach (AttributeData joined in _type.GetAttributes()) AddJoined(joined);

        // Only now is it known which codecs are whole.
        EquatableArray<ObjectModel> objects = _graph.Objects;
        _messages.RemoveAll(m => _graph.IsBroken(m.Message.Codec));
        new DiscriminatorCheck(_graph, WireProperties()).RemoveDuplicates(_messages);
        RemoveIncomplete();
        MarkReplies();
        bool hasFreeNames = new GeneratedNames(_graph, _type).Check(_messages);
        RemoveIncomplete();

        ProtocolModel? protocol = isWhole && hasFreeNames ? Compose() : null;
        EquatableArray<ContractModel> contracts = isWhole ? ContractsOf(objects) : default;
        return new Discovered(Symbols.NameOf(_type), protocol, contracts, objects, _graph.Problems);
    }

    bool IsSupported()
    {
        string? reason = _type.IsGenericType ? "a protocol cannot be generic"
            : _type.IsRecord || _type.TypeKind != TypeKind.Class ? "a protocol is a class"
            : !Symbols.IsAccessible(_type, _graph.Assembly) ? "it, or a type that contains it, is private, protected or file-local"
            : Symbols.ContainersOf(_type).Any(c => c.IsGenericType) ? "it is inside a generic type"
            : null;
        if (reason is not null) _graph.Report(ProblemId.ShapeNotSupported, _type, Symbols.ShortName(_type), reason);
        return reason is null;
    }

    void AddNested(INamedTypeSymbol nested)
    {
        _graph.Cancellation.ThrowIfCancellationRequested();
        if (MessageDiscovery.DirectionOf(nested) is not { } direction) return;
        if (!ContractDiscovery.IsPartial(_graph, nested)) return;
        Add(nested, direction.From, direction.Attribute, Symbols.First<string>(direction.Attribute));
    }

    void AddJoined(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { TypeArguments: [INamedTypeSymbol type] } generic) return;
        if (!Symbols.Is(generic.OriginalDefinition, Known.Root, Known.JoinedMessage) || type.TypeKind == TypeKind.Error) return;
        string? name = attribute.ConstructorArguments.Length > 1 ? attribute.ConstructorArguments[1].Value as string : null;
        Add(type, FromOf(attribute), attribute, name);
    }

    static Direction FromOf(AttributeData attribute) => Symbols.First<int>(attribute) switch
    {
        0 => Direction.FromClient,
        1 => Direction.FromServer,
        _ => Direction.FromEither,
    };

    void Add(INamedTypeSymbol type, Direction from, AttributeData attribute, string? name)
    {
        if (new MessageDiscovery(_graph, type, from, attribute, name).Describe() is { } message) _messages.Add((message, type));
    }

    /// <summary>Drops what refers to messages that are not there, or not any more, until nothing does.</summary>
    void RemoveIncomplete()
    {
        int count;
        do
        {
            count = _messages.Count;
            _messages.RemoveAll(m => m.Message.Reply is { } reply && LacksReply(reply, m.Message, m.Type));
            _messages.RemoveAll(m => m.Message.Subscription is { } subscription && LacksMessages(subscription, m.Type));
        }
        while (_messages.Count < count);
    }

    bool LacksReply(string reply, MessageModel request, INamedTypeSymbol type)
    {
        Direction needed = Opposite(request.From);
        if (_messages.Any(m => m.Message.Type == reply && m.Message.Form == MessageForm.Object && (m.Message.From & needed) == needed)) return false;
        return Report(type, $"its reply '{reply.Replace("global::", "")}' is not a JSON message of the other direction in this protocol");
    }

    bool LacksMessages(SubscriptionModel subscription, INamedTypeSymbol type)
    {
        string[] needed = subscription.Unsubscribe is { } unsubscribe ? [subscription.Subscribe, unsubscribe] : [subscription.Subscribe];
        bool complete = needed.All(n => _messages.Any(m => m.Message.Type == n && m.Message.Reply is null && (m.Message.From & Direction.FromClient) != 0));
        return !complete && Report(type, "the messages of its [Subscription] are not messages that the client of this protocol sends");
    }

    bool Report(INamedTypeSymbol type, string reason)
    {
        _graph.Report(ProblemId.ShapeNotSupported, type, Symbols.ShortName(type), reason);
        return true;
    }

    /// <summary>A type that answers a request is awaited there, and is no stream on the requesting end.</summary>
    void MarkReplies()
    {
        for (int i = 0; i < _messages.Count; i++)
        {
            (MessageModel message, INamedTypeSymbol type) = _messages[i];
            Direction answers = _messages.Where(m => m.Message.Reply == message.Type).Aggregate(Direction.None, (all, m) => all | Opposite(m.Message.From));
            _messages[i] = (message with { IsReply = answers & message.From }, type);
        }
    }

    static Direction Opposite(Direction from) =>
        ((from & Direction.FromClient) != 0 ? Direction.FromServer : 0) | ((from & Direction.FromServer) != 0 ? Direction.FromClient : 0);

    ProtocolModel Compose() => new(
        Declarations.Of(_type),
        Symbols.NameOf(_type),
        _type.Name,
        Accessibility(),
        _attribute is null ? null : Symbols.First<string>(_attribute),
        PathOf("Discriminator", "type"),
        PathOf("PayloadPath", ""),
        IdProperty(),
        _graph.Context.Name,
        _attribute is null ? 0 : Symbols.Named<int>(_attribute, "OnMalformed"),
        _messages.Select(m => m.Message).ToEquatableArray(),
        _type.GetTypeMembers().Select(t => t.Name).Where(GeneratedNames.IsContainer).Distinct().ToEquatableArray(),
        WireNames.Identifier(Symbols.NameOf(_type)) + "Wire");

    EquatableArray<string> PathOf(string setting, string absent)
    {
        string path = (_attribute is null ? null : Symbols.Named<string>(_attribute, setting)) ?? absent;
        return path.Split(['.'], StringSplitOptions.RemoveEmptyEntries).ToEquatableArray();
    }

    string IdProperty() => (_attribute is null ? null : Symbols.Named<string>(_attribute, "Id")) ?? "id";

    /// <summary>The property names that the protocol itself puts beside a message's members.</summary>
    EnvelopeNames WireProperties() => new(PathOf("Discriminator", "type"), PathOf("PayloadPath", ""), IdProperty());

    string Accessibility()
    {
        bool isPublic = Symbols.AccessibilityOf(_type, _graph.Assembly) == Microsoft.CodeAnalysis.Accessibility.Public;
        bool hidesMessage = _messages.Any(m => Symbols.AccessibilityOf(m.Type, _graph.Assembly) != Microsoft.CodeAnalysis.Accessibility.Public);
        return isPublic && hidesMessage ? "internal" : "public";
    }

    EquatableArray<ContractModel> ContractsOf(EquatableArray<ObjectModel> objects) =>
        _messages
            .Where(m => MessageDiscovery.IsNestedMessage(m.Type) && objects.Any(o => o.Name == m.Message.Type))
            .Select(m => ContractDiscovery.Contract(m.Type))
            .Distinct()
            .ToEquatableArray();
}
