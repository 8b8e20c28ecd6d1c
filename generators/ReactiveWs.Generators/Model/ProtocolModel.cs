namespace ReactiveWs.Generators.Model;

/// <summary>Who may send a message.</summary>
[Flags]
enum Direction
{
    None = 0,
    FromClient = 1,
    FromServer = 2,
    FromEither = FromClient | FromServer,
}

/// <summary>How a message is recognised.</summary>
enum MessageForm
{
    /// <summary>A JSON object with a discriminator.</summary>
    Object,

    /// <summary>A text frame with exactly these characters.</summary>
    Literal,

    /// <summary>A binary frame.</summary>
    Binary,

    /// <summary>A JSON object without a known discriminator.</summary>
    Fallback,
}

/// <summary>How a binary contract holds its bytes.</summary>
enum BytesAs
{
    None,
    Array,
    Memory,
    ReadOnlyMemory,
}

/// <summary>A family of contracts. Immutable and compared by value; its messages' members are not part of it, so that changing one does not rewrite the protocol.</summary>
/// <param name="Declaration">Where its other half is.</param>
/// <param name="Name">The C# type.</param>
/// <param name="DisplayName">Its short name.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>: that of its least accessible message.</param>
/// <param name="Subprotocol">The token to negotiate, or null.</param>
/// <param name="DiscriminatorPath">The property, or the path to it.</param>
/// <param name="PayloadPath">Where the members are, from the root; empty for the root itself.</param>
/// <param name="IdProperty">The member that ties a reply to its request.</param>
/// <param name="JsonContext">The user's context, or null.</param>
/// <param name="OnMalformed">The number of the <c>OnMalformed</c> value.</param>
/// <param name="Messages">The messages in declaration order.</param>
/// <param name="DeclaredContainers">Which of the generated types the user opened too; their modifiers are the user's.</param>
/// <param name="Wire">Simple name of the class that holds what both ends share.</param>
sealed record ProtocolModel(
    DeclarationModel Declaration,
    string Name,
    string DisplayName,
    string Accessibility,
    string? Subprotocol,
    EquatableArray<string> DiscriminatorPath,
    EquatableArray<string> PayloadPath,
    string IdProperty,
    string? JsonContext,
    int OnMalformed,
    EquatableArray<MessageModel> Messages,
    EquatableArray<string> DeclaredContainers,
    string Wire);

/// <summary>One message of a protocol. Immutable and compared by value.</summary>
/// <param name="Name">The simple name of its record, escaped where C# needs it.</param>
/// <param name="Type">The C# type.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="IsValueType">True for structs.</param>
/// <param name="From">Who sends it.</param>
/// <param name="Form">How it is recognised.</param>
/// <param name="Discriminator">The discriminator, or the text of a literal.</param>
/// <param name="Bytes">How a binary contract holds its bytes.</param>
/// <param name="BytesProperty">The property with the bytes of a binary contract.</param>
/// <param name="Reply">The type of the reply, when it is a request.</param>
/// <param name="ReplyTimeout">Milliseconds to wait for the reply.</param>
/// <param name="IsReply">Who sends it as a reply; no stream on the other end.</param>
/// <param name="Closes">True when its receipt closes.</param>
/// <param name="CloseCode">The code to close with.</param>
/// <param name="CloseReason">The reason to close with.</param>
/// <param name="Stream">The name of its stream; null when it collides and is left out.</param>
/// <param name="Subscription">The keyed subscription on it.</param>
/// <param name="Delivery">What happens when it is too much, or nobody is there.</param>
/// <param name="Summary">The summary of its XML documentation, or null.</param>
sealed record MessageModel(
    string Name,
    string Type,
    string Codec,
    bool IsValueType,
    Direction From,
    MessageForm Form,
    string Discriminator,
    BytesAs Bytes,
    string? BytesProperty,
    string? Reply,
    int ReplyTimeout,
    Direction IsReply,
    bool Closes,
    int CloseCode,
    string CloseReason,
    string? Stream,
    SubscriptionModel? Subscription,
    DeliveryModel? Delivery,
    string? Summary);

/// <summary>A keyed subscription. Immutable and compared by value.</summary>
/// <param name="Name">The method on the client.</param>
/// <param name="KeyProperty">The property of the message that is the key.</param>
/// <param name="KeyType">The C# type of the key.</param>
/// <param name="Subscribe">The message that subscribes.</param>
/// <param name="Unsubscribe">The message that unsubscribes, or null.</param>
sealed record SubscriptionModel(string Name, string KeyProperty, string KeyType, string Subscribe, string? Unsubscribe);

/// <summary>A delivery policy; the numbers are those of the run-time enums. Immutable and compared by value.</summary>
/// <param name="Overflow">What happens when the queue is full.</param>
/// <param name="KeyProperty">The property that is the key of a conflated message, or null.</param>
/// <param name="KeyType">The C# type of the key.</param>
/// <param name="Capacity">How many may wait.</param>
/// <param name="Offline">What happens while not connected.</param>
sealed record DeliveryModel(int Overflow, string? KeyProperty, string? KeyType, int Capacity, int Offline);
