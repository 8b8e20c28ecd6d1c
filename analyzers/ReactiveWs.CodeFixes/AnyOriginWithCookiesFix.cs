using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS3002: an origin to be filled in, in place of all origins.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AnyOriginWithCookiesFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.AnyOriginWithCookies];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node<ExpressionSyntax>() is not { } any) yield break;
        var listed = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("https://example.org"));
        yield return new("List the origins", "List", editor => editor.ReplaceNode(any, listed.WithTriviaFrom(any)));
    }
}
