namespace ReactiveWs.Generators.Model;

/// <summary>
/// A type that is a JSON object, and all its codec needs. Immutable and compared by value; nothing of Roslyn inside, or caching breaks.
/// Two uses of one type give equal models, so that each codec is written once.
/// </summary>
/// <param name="Name">The C# type.</param>
/// <param name="DisplayName">Its short name, for messages.</param>
/// <param name="Codec">Simple name of the codec struct.</param>
/// <param name="HintName">The file of the codec.</param>
/// <param name="IsValueType">True for structs.</param>
/// <param name="Members">Members in wire order.</param>
/// <param name="Arguments">Constructor arguments, in order.</param>
/// <param name="RejectsUnknown">True with <c>[JsonUnmappedMemberHandling(Disallow)]</c>.</param>
/// <param name="Derived">The closed hierarchy below it, if any.</param>
/// <param name="TypeProperty">The discriminator property of that hierarchy.</param>
/// <param name="IsAbstract">True when only derived types can be created.</param>
sealed record ObjectModel(
    string Name,
    string DisplayName,
    string Codec,
    string HintName,
    bool IsValueType,
    EquatableArray<MemberModel> Members,
    EquatableArray<ConstructorArgument> Arguments,
    bool RejectsUnknown,
    EquatableArray<DerivedModel> Derived,
    string TypeProperty,
    bool IsAbstract);
