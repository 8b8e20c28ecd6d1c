using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS0009: names the stream of a message whose plural is taken.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class GeneratedNameCollidesFix : WsCodeFix
{
    private static readonly string[] Directions = ["FromClient", "FromServer", "FromEither"];

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.GeneratedNameCollides];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Root.FindToken(finding.Span.Start).Parent is not TypeDeclarationSyntax type || !IsStream(finding.Diagnostic)) yield break;
        var attribute = type.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(IsDirection);
        if (attribute is null) yield break;
        var name = SymbolDisplay.FormatLiteral(type.Identifier.ValueText + "Messages", quote: true);
        if (finding.Diagnostic.Properties.TryGetValue("0", out var taken) && taken == type.Identifier.ValueText + "Messages") yield break;
        yield return new($"Add Stream = {name}", "Stream", editor => editor.ReplaceNode(attribute, (node, _) => WithStream((AttributeSyntax)node, name)));
    }

    /// <summary>A request's method and a container have no other name to take.</summary>
    private static bool IsStream(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue("0", out var name) && diagnostic.Properties.TryGetValue("1", out var met) &&
        name is not null && !name.EndsWith("Async", StringComparison.Ordinal) && met is "a generated member" or "the rules for identifiers";

    private static bool IsDirection(AttributeSyntax attribute) => attribute.Name.ToString().Split('.').Last() is var name && Directions.Any(direction => name == direction || name == direction + "Attribute");

    private static AttributeSyntax WithStream(AttributeSyntax attribute, string name)
    {
        var stream = SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression(name))
            .WithNameEquals(SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Stream").WithTrailingTrivia(SyntaxFactory.Space))
                .WithEqualsToken(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)));
        var present = attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Stream");
        if (present is not null) return attribute.ReplaceNode(present, stream);
        var arguments = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        if (arguments.Arguments.Count > 0) stream = stream.WithLeadingTrivia(SyntaxFactory.Space);
        return attribute.WithArgumentList(arguments.AddArguments(stream));
    }
}
