using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Describes one message of a protocol: a nested record with a direction, or one that joins from elsewhere.</summary>
sealed class MessageDiscovery(TypeGraph graph, INamedTypeSymbol type, Direction from, AttributeData attribute, string? name)
{
    const int DefaultReplyTimeout = 30_000;
    const int NormalClosure = 1000;

    /// <summary>True for a record inside a protocol that has a direction; it is described there.</summary>
    public static bool IsNestedMessage(INamedTypeSymbol type) =>
        type.ContainingType is { } protocol && Symbols.Ours(protocol, Known.Protocol) is not null && DirectionOf(type) is not null;

    /// <summary>The attribute that gives the direction of a nested record, with that direction.</summary>
    public static (AttributeData Attribute, Direction From)? DirectionOf(INamedTypeSymbol type)
    {
        foreach ((string name, Direction from) in Directions)
        {
            if (Symbols.Ours(type, name) is { } attribute) return (attribute, from);
        }
        return null;
    }

    static readonly (string, Direction)[] Directions =
    [
        (Known.FromClient, Direction.FromClient),
        (Known.FromServer, Direction.FromServer),
        (Known.FromEither, Direction.FromEither),
    ];

    /// <summary>The message, or null with a problem reported.</summary>
    public MessageModel? Describe()
    {
        MessageForm form = FormOf();
        IPropertySymbol? bytes = null;
        if (form == MessageForm.Binary && (bytes = BytesProperty()) is null) return Unsupported("a binary contract has exactly one constructor parameter, of type ReadOnlyMemory<byte>, Memory<byte> or byte[]");
        if (form == MessageForm.Literal && !HasEmptyConstructor()) return Unsupported("a literal carries no members, so it needs a constructor without parameters");
        if (form is MessageForm.Object or MessageForm.Fallback && CodecOf() is null) return null;

        string typeName = Symbols.NameOf(type);
        return new MessageModel(
            Declarations.Escape(type.Name),
            typeName,
            form is MessageForm.Object or MessageForm.Fallback ? CodecOf()! : "",
            type.IsValueType,
            from,
            form,
            DiscriminatorOf(form),
            BytesKind(bytes),
            bytes?.Name,
            Symbols.Named<INamedTypeSymbol>(attribute, "Reply") is { } reply ? Symbols.NameOf(reply) : null,
            Symbols.Named(attribute, "TimeoutMilliseconds", DefaultReplyTimeout),
            Direction.None,
            Symbols.Named<bool>(attribute, "Closes"),
            Symbols.Named(attribute, "Code", NormalClosure),
            Symbols.Named(attribute, "Reason", "")!,
            Declarations.Escape(Symbols.Named<string>(attribute, "Stream") ?? WireNames.Plural(type.Name)),
            SubscriptionOf(),
            DeliveryOf(),
            Documentation.SummaryOf(type, graph.Cancellation));
    }

    MessageForm FormOf()
    {
        if (Symbols.Named<bool>(attribute, "Binary")) return MessageForm.Binary;
        if (Symbols.Named<string>(attribute, "Literal") is not null) return MessageForm.Literal;
        return Symbols.Named<bool>(attribute, "Fallback") ? MessageForm.Fallback : MessageForm.Object;
    }

    string DiscriminatorOf(MessageForm form) => form switch
    {
        MessageForm.Literal => Symbols.Named<string>(attribute, "Literal")!,
        MessageForm.Object => name ?? WireNames.CamelCase(type.Name),
        _ => "",
    };

    string? CodecOf()
    {
        string typeName = Symbols.NameOf(type);
        bool isHere = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, graph.Assembly);
        if (!isHere && CodecNames.IsContract(type)) return CodecNames.OfContract(typeName);
        if (isHere && Symbols.Ours(type, Known.Message) is not null) return CodecNames.Of(typeName);
        return graph.Knows(typeName) || graph.Describe(type) is not null ? CodecNames.Of(typeName) : null;
    }

    IPropertySymbol? BytesProperty()
    {
        if (!ConstructorDiscovery.TryFind(type, graph.Assembly, out IMethodSymbol? constructor, out _)) return null;
        if (constructor is not { Parameters: [var only] } || BytesOf(only.Type) == BytesAs.None) return null;
        return MemberDiscovery.PropertiesOf(type)
            .FirstOrDefault(p => string.Equals(p.Name, only.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(p.Type, only.Type));
    }

    static BytesAs BytesKind(IPropertySymbol? property) => property is null ? BytesAs.None : BytesOf(property.Type);

    static BytesAs BytesOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => BytesAs.Array,
        INamedTypeSymbol { MetadataName: "ReadOnlyMemory`1", TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } => BytesAs.ReadOnlyMemory,
        INamedTypeSymbol { MetadataName: "Memory`1", TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } => BytesAs.Memory,
        _ => BytesAs.None,
    };

    bool HasEmptyConstructor() =>
        !type.IsAbstract && type.InstanceConstructors.Any(c => c.Parameters.Length == 0 && Symbols.IsReachable(c, graph.Assembly));

    SubscriptionModel? SubscriptionOf()
    {
        if (Symbols.Ours(type, Known.Subscription) is not { } subscription) return null;
        if (KeyOf(subscription) is not { } key || Symbols.Named<INamedTypeSymbol>(subscription, "Subscribe") is not { } subscribe) return Incomplete();
        INamedTypeSymbol? unsubscribe = Symbols.Named<INamedTypeSymbol>(subscription, "Unsubscribe");
        if (!TakesKey(subscribe, key.Type) || (unsubscribe is not null && !TakesKey(unsubscribe, key.Type))) return Incomplete();
        return new SubscriptionModel(
            Declarations.Escape(Symbols.Named<string>(attribute, "Stream") ?? WireNames.Plural(type.Name)),
            key.Name,
            key.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Symbols.NameOf(subscribe),
            unsubscribe is null ? null : Symbols.NameOf(unsubscribe));
    }

    SubscriptionModel? Incomplete()
    {
        Unsupported("its [Subscription] needs a Key that names a property, and Subscribe and Unsubscribe messages with a constructor that takes that key alone");
        return null;
    }

    IPropertySymbol? KeyOf(AttributeData source) =>
        Symbols.Named<string>(source, "Key") is { } key
            ? MemberDiscovery.PropertiesOf(type).FirstOrDefault(p => p.Name == key)
            : null;

    static bool TakesKey(INamedTypeSymbol message, ITypeSymbol key) =>
        message.InstanceConstructors.Any(c =>
            c.DeclaredAccessibility == Accessibility.Public
            && c.Parameters.Length > 0
            && SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, key)
            && c.Parameters.Skip(1).All(p => p.HasExplicitDefaultValue));

    DeliveryModel? DeliveryOf()
    {
        const int defaultCapacity = 100;
        if (Symbols.Ours(type, Known.Delivery) is not { } delivery) return null;
        IPropertySymbol? key = KeyOf(delivery);
        return new DeliveryModel(
            Symbols.Named<int>(delivery, "Overflow"),
            key?.Name,
            key?.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Symbols.Named(delivery, "Capacity", defaultCapacity),
            Symbols.Named<int>(delivery, "Offline"));
    }

    MessageModel? Unsupported(string reason)
    {
        graph.Report(ProblemId.ShapeNotSupported, type, Symbols.ShortName(type), reason);
        return null;
    }
}
