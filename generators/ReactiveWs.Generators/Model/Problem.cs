namespace ReactiveWs.Generators.Model;

/// <summary>
/// Why something was skipped. The generator stays silent about it; the analyzers run the same discovery and report it.
/// Free of locations, so that moving code does not regenerate anything: the analyzer finds the symbol again with
/// <c>DocumentationCommentId.GetFirstSymbolForDeclarationId(problem.Symbol, compilation)</c>.
/// </summary>
/// <param name="Id">The rule, such as <c>RWS0003</c>.</param>
/// <param name="Symbol">Documentation comment id of the symbol to mark.</param>
/// <param name="Arguments">Arguments of the rule's message, in the order documented in <see cref="ProblemId"/>.</param>
sealed record Problem(string Id, string Symbol, EquatableArray<string> Arguments);

/// <summary>The rules that discovery can find broken, with the arguments each gives.</summary>
static class ProblemId
{
    /// <summary>{0} the type that must be partial, {1} the contract or protocol that needs it.</summary>
    public const string NotPartial = "RWS0001";

    /// <summary>{0} the discriminator, {1} the contract that has it too, {2} the direction, {3} the documentation comment id of that contract.</summary>
    public const string DiscriminatorTwice = "RWS0002";

    /// <summary>{0} the member, {1} its type, {2} why.</summary>
    public const string NoWireForm = "RWS0003";

    /// <summary>{0} the member, {1} the JSON name, {2} who has it already.</summary>
    public const string NameTwice = "RWS0004";

    /// <summary>{0} the contract, {1} why.</summary>
    public const string ShapeNotSupported = "RWS0005";

    /// <summary>{0} the method, {1} why; then for a wrong result {2} the reply or nothing, for a wrong parameter {2} nothing and {3} its name.</summary>
    public const string HandlerDoesNotFit = "RWS0006";

    /// <summary>{0} the handler, {1} the message, {2} what becomes of it; then the C# types of {3} the message, {4} its reply or nothing, {5} the other end.</summary>
    public const string MessageNotHandled = "RWS0007";

    /// <summary>{0} the generated name, {1} what it meets.</summary>
    public const string GeneratedNameCollides = "RWS0009";
}
