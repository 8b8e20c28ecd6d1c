using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS2001: guards the statement, or annotates the member around it so that its callers are asked instead.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CapabilityMissingFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.CapabilityMissing];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (CapabilitySyntax.Missing(finding.Diagnostic) is not { Count: > 0 } missing) yield break;
        var use = finding.Root.FindNode(finding.Span, getInnermostNodeForTie: true);
        if (Finding.ListedStatement(use) is ExpressionStatementSyntax statement)
        {
            yield return new("Guard it by DeviceProfile.Current", "Guard", editor => editor.ReplaceNode(statement, (node, _) => Guard((StatementSyntax)node, missing)));
        }

        if (use.FirstAncestorOrSelf<MemberDeclarationSyntax>(CapabilitySyntax.CanCarry) is { } member)
        {
            yield return new("Annotate the member", "Annotate", editor => editor.ReplaceNode(member, (node, _) => CapabilitySyntax.Annotate((MemberDeclarationSyntax)node, missing)));
        }
    }

    /// <summary>Several uses in one statement are guarded once.</summary>
    private static StatementSyntax Guard(StatementSyntax statement, IReadOnlyCollection<string> missing)
    {
        var condition = CapabilitySyntax.Condition(missing);
        if (statement.Parent is BlockSyntax { Parent: IfStatementSyntax { Condition: var present } } && present.IsEquivalentTo(condition)) return statement;
        return SyntaxFactory.IfStatement(condition, SyntaxFactory.Block(statement.WithoutLeadingTrivia()))
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.LineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
