using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ReactiveWs.Analyzers.Devices;

/// <summary>RWS2003: a member that needs a capability its base or interface member does not mention, so that callers cannot know.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OverrideAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.OverrideDemandsMore];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known)
    {
        if (known.RequiresCapability is not null) start.RegisterSymbolAction(context => Check(context, known), SymbolKind.NamedType);
    }

    private static void Check(SymbolAnalysisContext context, KnownTypes known)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        // A type that needs the capability as a whole was made behind a guard, or could not be.
        var ofType = known.Required(type);
        foreach (var member in type.GetMembers())
        {
            var demanded = known.Required(member) & ~ofType;
            if (demanded == Capability.None || member is IMethodSymbol { AssociatedSymbol: not null }) continue;
            foreach (var promised in Promises(member, type).Take(1))
            {
                var added = demanded & ~known.Required(promised);
                if (added != Capability.None) Report(context, member, promised, added);
            }
        }
    }

    private static void Report(SymbolAnalysisContext context, ISymbol member, ISymbol promised, Capability added) => context.ReportDiagnostic(Diagnostic.Create(
        Rules.OverrideDemandsMore,
        member.Locations[0],
        ImmutableDictionary<string, string?>.Empty.Add(CapabilityAnalyzer.MissingCapability, added.ToString()),
        member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
        added.Text(),
        promised.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));

    /// <summary>The members through which callers may reach <paramref name="member"/> without seeing it.</summary>
    private static IEnumerable<ISymbol> Promises(ISymbol member, INamedTypeSymbol type)
    {
        ISymbol? overridden = member switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol @event => @event.OverriddenEvent,
            _ => null,
        };
        if (overridden is not null) yield return overridden;
        foreach (var promised in type.AllInterfaces.SelectMany(contract => contract.GetMembers()))
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(promised), member)) yield return promised;
        }
    }
}
