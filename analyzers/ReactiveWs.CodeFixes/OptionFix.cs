using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS1009 and RWS3001: takes the option out of its initializer, which leaves the safe default; a least above its most becomes the most.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OptionFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.OptionsContradict, RuleIds.CertificateUnchecked];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        var assignment = finding.Node<AssignmentExpressionSyntax>() ?? finding.Node<ExpressionSyntax>()?.Parent as AssignmentExpressionSyntax;
        if (assignment is not { Left: IdentifierNameSyntax option, Parent: InitializerExpressionSyntax initializer }) yield break;
        if (option.Identifier.ValueText == "InitialDelay" && Value(initializer, "MaxDelay") is { } most)
        {
            yield return new("Lower it to MaxDelay", "Clamp", editor => editor.ReplaceNode(assignment.Right, most.WithTriviaFrom(assignment.Right)));
        }

        yield return new($"Leave {option.Identifier.ValueText} at its default", "Default", editor => editor.RemoveNode(assignment));
    }

    private static ExpressionSyntax? Value(InitializerExpressionSyntax initializer, string option) => initializer.Expressions
        .OfType<AssignmentExpressionSyntax>()
        .FirstOrDefault(other => other.Left is IdentifierNameSyntax name && name.Identifier.ValueText == option)?
        .Right;
}
