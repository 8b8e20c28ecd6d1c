using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS1008: <c>http</c> becomes <c>ws</c>, <c>https</c> becomes <c>wss</c>, and a fragment goes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NotAnAddressFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.NotAnAddress];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node<LiteralExpressionSyntax>() is not { Token.Value: string address } literal) yield break;
        var mended = Mend(address);
        if (mended == address || !Uri.TryCreate(mended, UriKind.Absolute, out var uri) || uri.Scheme is not "ws" and not "wss") yield break;
        var replacement = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(mended)).WithTriviaFrom(literal);
        yield return new($"Use '{mended}'", "Mend", editor => editor.ReplaceNode(literal, replacement));
    }

    private static string Mend(string address)
    {
        var fragment = address.IndexOf('#');
        var sendable = fragment < 0 ? address : address.Substring(0, fragment);
        if (sendable.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return "wss" + sendable.Substring(5);
        return sendable.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "ws" + sendable.Substring(4) : sendable;
    }
}
