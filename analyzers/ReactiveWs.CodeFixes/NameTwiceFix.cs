using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS0004: gives the member a JSON name of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NameTwiceFix : WsCodeFix
{
    private const string PropertyName = "JsonPropertyName";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.NameTwice];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        var node = finding.Root.FindNode(finding.Span).FirstAncestorOrSelf<SyntaxNode>(outer => outer is ParameterSyntax or PropertyDeclarationSyntax);
        if (node is null || !finding.Diagnostic.Properties.TryGetValue("1", out var taken)) yield break;
        var text = SymbolDisplay.FormatLiteral(taken + "2", quote: true);
        if (Present(node) is { } present)
        {
            var argument = SyntaxFactory.ParseAttributeArgumentList($"({text})");
            yield return new($"Name it {text} on the wire", PropertyName, editor => editor.ReplaceNode(present, present.WithArgumentList(argument)));
        }
        else
        {
            var attribute = JsonSyntax.Attribute(PropertyName, text);
            yield return new($"Name it {text} on the wire", PropertyName, editor => editor.ReplaceNode(node, (current, _) => Add(current, attribute)));
        }
    }

    private static AttributeSyntax? Present(SyntaxNode node) => Lists(node).SelectMany(list => list.Attributes)
        .FirstOrDefault(attribute => attribute.Name.ToString().Split('.').Last() is PropertyName or PropertyName + "Attribute");

    private static SyntaxList<AttributeListSyntax> Lists(SyntaxNode node) => node switch
    {
        ParameterSyntax parameter => parameter.AttributeLists,
        PropertyDeclarationSyntax property => property.AttributeLists,
        _ => default,
    };

    /// <summary>On a record's parameter the attribute is meant for the property that it becomes.</summary>
    private static SyntaxNode Add(SyntaxNode node, AttributeSyntax attribute)
    {
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute)).WithTrailingTrivia(SyntaxFactory.Space);
        var target = SyntaxFactory.AttributeTargetSpecifier(SyntaxFactory.Token(SyntaxKind.PropertyKeyword), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space));
        var leading = node.GetLeadingTrivia();
        return node.WithoutLeadingTrivia() switch
        {
            ParameterSyntax parameter => parameter.WithAttributeLists(parameter.AttributeLists.Insert(0, list.WithTarget(target))).WithLeadingTrivia(leading),
            PropertyDeclarationSyntax property => property.WithAttributeLists(property.AttributeLists.Insert(0, list)).WithLeadingTrivia(leading),
            var other => other,
        };
    }
}
