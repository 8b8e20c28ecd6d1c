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

    /// <summary>{0} the discriminator, {1} the contract that has it already, {2} the direction.</summary>
    public const string DiscriminatorTwice = "RWS0002";

    /// <summary>{0} the member, {1} its type, {2} why.</summary>
    public const string NoWireForm = "RWS0003";

    /// <summary>{0} the member, {1} the JSON name, {2} who has it already.</summary>
    public const string NameTwice = "RWS0004";

    /// <summary>{0} the contract, {1} why.</summary>
    public const string ShapeNotSupported = "RWS0005";

    /// <summary>{0} the method, {1} why.</summary>
    public const string HandlerDoesNotFit = "RWS0006";

    /// <summary>{0} the generated name, {1} what it meets.</summary>
    public const string GeneratedNameCollides = "RWS0009";
}
