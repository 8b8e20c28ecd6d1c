using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS0001: makes the type partial, and whatever lies between it and the contracts inside it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NotPartialFix : WsCodeFix
{
    private static readonly string[] Marks = ["WsProtocol", "WsMessage", "FromClient", "FromServer", "FromEither"];

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.NotPartial];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Root.FindToken(finding.Span.Start).Parent is not TypeDeclarationSyntax type) yield break;
        var closed = type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
            .Concat(type.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(IsMarked).SelectMany(contract => contract.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()))
            .Where(declaration => !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            .Distinct()
            .ToList();
        if (closed.Count == 0) yield break;
        yield return new("Make it partial", "Partial", editor =>
        {
            foreach (var declaration in closed) editor.ReplaceNode(declaration, (node, _) => MakePartial((TypeDeclarationSyntax)node));
        });
    }

    private static bool IsMarked(TypeDeclarationSyntax type) => type.AttributeLists.SelectMany(list => list.Attributes)
        .Any(attribute => Marks.Any(mark => attribute.Name.ToString().Split('.').Last() is var name && (name == mark || name == mark + "Attribute")));

    private static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword)) return type;
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0) return (TypeDeclarationSyntax)type.WithModifiers(type.Modifiers.Add(partial));
        // The first token of the declaration carries its comments and indentation.
        return (TypeDeclarationSyntax)type
            .WithKeyword(type.Keyword.WithLeadingTrivia())
            .WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia)));
    }
}
