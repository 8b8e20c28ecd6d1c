using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS2003: copies the attribute to the base or interface member.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OverrideDemandsMoreFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.OverrideDemandsMore];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        var member = finding.Root.FindNode(finding.Span).FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (member is null || CapabilitySyntax.Missing(finding.Diagnostic) is not { Count: > 0 } missing) yield break;
        if (finding.Model.GetDeclaredSymbol(member, finding.Cancellation) is not { } symbol || Promised(symbol) is not { } promised) yield break;
        if (finding.Declaration<MemberDeclarationSyntax>(promised) is var (declaration, document) && CapabilitySyntax.CanCarry(declaration))
        {
            yield return new(
                $"Copy the attribute to {promised.ContainingType.Name}.{promised.Name}",
                "Copy",
                editor => editor.ReplaceNode(declaration, (node, _) => CapabilitySyntax.Annotate((MemberDeclarationSyntax)node, missing)),
                Elsewhere: document);
        }
    }

    private static ISymbol? Promised(ISymbol member) => member switch
    {
        IMethodSymbol { OverriddenMethod: { } overridden } => overridden,
        IPropertySymbol { OverriddenProperty: { } overridden } => overridden,
        _ => member.ContainingType.AllInterfaces
            .SelectMany(contract => contract.GetMembers())
            .FirstOrDefault(promised => SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(promised), member)),
    };
}
