using System.Collections.Immutable;
using System.Composition;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;
using ReactiveWs.Analyzers.Usage;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS1007: the normal code in place of one that cannot be sent, and a reason cut to what fits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CloseNotSendableFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.CloseNotSendable];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node<ExpressionSyntax>() is not { } value) yield break;
        switch (finding.Model.GetConstantValue(value, finding.Cancellation).Value)
        {
            case int:
                yield return new("Close with 1000 (normal)", "Normal", editor => editor.ReplaceNode(value, Number(1000).WithTriviaFrom(value)));
                break;
            case string reason when value is LiteralExpressionSyntax:
                yield return new("Cut the reason to 123 bytes", "Cut", editor => editor.ReplaceNode(value, Text(Cut(reason)).WithTriviaFrom(value)));
                break;
        }
    }

    private static LiteralExpressionSyntax Number(int number) => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(number));

    private static LiteralExpressionSyntax Text(string text) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));

    /// <summary>The longest beginning that fits and ends between characters.</summary>
    private static string Cut(string reason)
    {
        var length = Math.Min(reason.Length, CloseNotSendableAnalyzer.LongestReason);
        while (Encoding.UTF8.GetByteCount(reason.Substring(0, length)) > CloseNotSendableAnalyzer.LongestReason || (length > 0 && char.IsHighSurrogate(reason[length - 1]))) length--;
        return reason.Substring(0, length);
    }
}
