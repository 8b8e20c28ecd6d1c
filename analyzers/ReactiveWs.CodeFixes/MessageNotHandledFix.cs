using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using ReactiveWs.Analyzers;
using ReactiveWs.Generators.Discovery;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS0007: adds an <c>On</c> method for the message, to be filled in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MessageNotHandledFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.MessageNotHandled];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Root.FindToken(finding.Span.Start).Parent is not TypeDeclarationSyntax handler) yield break;
        var said = finding.Diagnostic.Properties;
        var method = Method(said["1"]!, said["3"]!, said["4"]!, said["5"]!);
        yield return new($"Handle {said["1"]}", "Handle", editor => editor.ReplaceNode(handler, (node, _) => Opened((TypeDeclarationSyntax)node).AddMembers(method)));
    }

    private static MemberDeclarationSyntax Method(string name, string message, string reply, string otherEnd)
    {
        var other = otherEnd.Substring(otherEnd.LastIndexOf('.') + 1).ToLowerInvariant();
        var parameter = WireNames.CamelCase(name);
        if (parameter == other) parameter = "message";
        var result = reply.Length == 0 ? "" : $"<{reply}>";
        var method = SyntaxFactory.ParseMemberDeclaration(
            $"global::System.Threading.Tasks.ValueTask{result} On({message} {Declarations.Escape(parameter)}, {otherEnd} {other}, global::System.Threading.CancellationToken cancellationToken) => " +
            "throw new global::System.NotImplementedException();")!;
        return method
            .ReplaceNodes(method.DescendantNodes().OfType<NameSyntax>(), (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation))
            .WithLeadingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>A class that ends in a semicolon gets a body.</summary>
    private static TypeDeclarationSyntax Opened(TypeDeclarationSyntax type) => !type.OpenBraceToken.IsKind(SyntaxKind.None)
        ? type
        : (TypeDeclarationSyntax)type
            .WithSemicolonToken(default)
            .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken))
            .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(type.SemicolonToken.TrailingTrivia))
            .WithAdditionalAnnotations(Formatter.Annotation);
}
