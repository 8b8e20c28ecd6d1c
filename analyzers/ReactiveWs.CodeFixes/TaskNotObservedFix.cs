using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS1010: awaits the call, where the code around it may wait; in a lambda given to <c>Subscribe</c>, by <c>SubscribeAwait</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TaskNotObservedFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.TaskNotObserved];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node<InvocationExpressionSyntax>() is not { } call) yield break;
        if (call.Parent is LambdaExpressionSyntax lambda)
        {
            if (AwaitingSubscription.Create(lambda, finding.Model) is { } awaiting) yield return awaiting.ToRepair();
        }
        else if (Statement(call) is { } statement && Finding.MayAwait(call))
        {
            yield return new("Await the call", "Await", editor => editor.ReplaceNode(statement.Expression, (node, _) => Finding.Await((ExpressionSyntax)node)));
        }
    }

    /// <summary>The statement that is nothing but the call, or its <c>ConfigureAwait</c>; a conditional access (<c>?.</c>) may yield nothing to await.</summary>
    private static ExpressionStatementSyntax? Statement(ExpressionSyntax call) => call.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } => Statement(outer),
        _ => null,
    };
}
