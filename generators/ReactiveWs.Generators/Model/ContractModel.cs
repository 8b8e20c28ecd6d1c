namespace ReactiveWs.Generators.Model;

/// <summary>Where a type that gets a generated half is declared. Immutable and compared by value.</summary>
/// <param name="Namespace">Its namespace; null for the global one.</param>
/// <param name="Containers">Declarations of the types around it, outermost first, such as <c>partial class Chat</c>.</param>
/// <param name="Header">Its own declaration, such as <c>partial record Say</c>.</param>
/// <param name="HintName">The file of the generated half.</param>
sealed record DeclarationModel(string? Namespace, EquatableArray<string> Containers, string Header, string HintName);

/// <summary>A record that becomes a contract. Immutable and compared by value.</summary>
/// <param name="Declaration">Where its other half is.</param>
/// <param name="Name">The C# type.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="IsValueType">True for structs.</param>
/// <param name="Discriminator">Its discriminator when it is a message without a protocol, else null.</param>
/// <param name="JsonContext">The user's context of a message without a protocol, or null.</param>
sealed record ContractModel(DeclarationModel Declaration, string Name, string Codec, bool IsValueType, string? Discriminator, string? JsonContext);

/// <summary>
/// What one annotated type gives: a protocol with its messages, or a single message. Immutable and compared by value.
/// </summary>
/// <param name="Unit">The C# name of the annotated type.</param>
/// <param name="Protocol">The protocol, if it is one.</param>
/// <param name="Contracts">The records that get a generated half.</param>
/// <param name="Objects">The objects that need a codec.</param>
/// <param name="Problems">What was skipped, and why; for the analyzers.</param>
sealed record Discovered(
    string Unit,
    ProtocolModel? Protocol,
    EquatableArray<ContractModel> Contracts,
    EquatableArray<ObjectModel> Objects,
    EquatableArray<Problem> Problems);
