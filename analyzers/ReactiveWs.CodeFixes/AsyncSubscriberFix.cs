using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS1005: <c>Subscribe(async x => …)</c> becomes <c>SubscribeAwait(async (x, _) => …)</c>, which waits and reports what is thrown.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AsyncSubscriberFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.AsyncSubscriber];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Root.FindToken(finding.Span.Start).Parent is not LambdaExpressionSyntax lambda) yield break;
        if (AwaitingSubscription.Create(lambda, finding.Model) is { } awaiting) yield return awaiting.ToRepair();
    }
}
