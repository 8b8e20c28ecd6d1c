using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Analyzers.Contracts;

/// <summary>
/// RWS0001–0007 and 0009: what the generator skips, and why. It runs the generator's own discovery, so that nothing is
/// skipped in silence and nothing is reported that would have been generated.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rules.NotPartial, Rules.DiscriminatorTwice, Rules.NoWireForm, Rules.NameTwice, Rules.ShapeNotSupported, Rules.HandlerDoesNotFit, Rules.MessageNotHandled,
        Rules.GeneratedNameCollides,
    ];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known)
    {
        // A record that two protocols share is discovered twice, and its flaws are reported once.
        var reported = new ConcurrentDictionary<Problem, bool>();
        start.RegisterSymbolAction(context => Check(context, reported), SymbolKind.NamedType);
    }

    private void Check(SymbolAnalysisContext context, ConcurrentDictionary<Problem, bool> reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var problems = Discover(type, context.CancellationToken);
        foreach (var problem in problems)
        {
            if (IsMoot(problem, problems, type)) continue;
            // A type is closed for everything inside it at once.
            var flaw = problem.Id == RuleIds.NotPartial ? problem with { Arguments = default } : problem;
            if (!reported.TryAdd(flaw, true)) continue;
            var rule = SupportedDiagnostics.First(descriptor => descriptor.Id == problem.Id);
            context.ReportDiagnostic(Diagnostic.Create(rule, LocationOf(problem.Symbol, context.Compilation) ?? type.Locations[0], Others(problem, context.Compilation), Properties(problem), [.. problem.Arguments]));
        }
    }

    /// <summary>What cannot be a contract need not be partial, and what is not partial meets no generated names yet.</summary>
    private static bool IsMoot(Problem problem, EquatableArray<Problem> problems, INamedTypeSymbol unit) => problem.Id switch
    {
        RuleIds.NotPartial => problems.Any(other => other.Id == RuleIds.ShapeNotSupported && other.Symbol == problem.Symbol),
        RuleIds.GeneratedNameCollides => problems.Any(other => other.Id == RuleIds.NotPartial && other.Symbol == Symbols.IdOf(unit)),
        _ => false,
    };

    /// <summary>The fixes find the arguments of the message here, by their numbers.</summary>
    private static ImmutableDictionary<string, string?> Properties(Problem problem) => problem.Arguments
        .Select((argument, i) => (Key: i.ToString(CultureInfo.InvariantCulture), Value: (string?)argument))
        .ToImmutableDictionary(pair => pair.Key, pair => pair.Value);

    private static EquatableArray<Problem> Discover(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.GetAttributes().IsEmpty) return default;
        if (Symbols.Ours(type, Known.Protocol) is not null) return ContractDiscovery.Protocol(type, cancellation).Problems;
        if (Symbols.Ours(type, Known.Handler) is not null) return HandlerDiscovery.Discover(type, cancellation).Problems;
        return Symbols.Ours(type, Known.Message) is not null ? ContractDiscovery.Message(type, cancellation).Problems : default;
    }

    /// <summary>The contract that has the discriminator too.</summary>
    private static IEnumerable<Location> Others(Problem problem, Compilation compilation) =>
        problem.Id == RuleIds.DiscriminatorTwice && LocationOf(problem.Arguments[3], compilation) is { } other ? [other] : [];

    /// <summary>Where the symbol is written by hand; null for one of another assembly, which is reported where the protocol is.</summary>
    private static Location? LocationOf(string symbol, Compilation compilation) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(symbol, compilation)?.Locations.Where(location => location.IsInSource).OrderBy(IsGenerated).FirstOrDefault();

    private static bool IsGenerated(Location location) => location.SourceTree!.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);
}
