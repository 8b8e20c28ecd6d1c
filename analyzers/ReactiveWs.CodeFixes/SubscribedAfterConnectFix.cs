using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS1003: moves the subscription above the connect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SubscribedAfterConnectFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.SubscribedAfterConnect];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node<InvocationExpressionSyntax>() is not { } call) yield break;
        if (Finding.ListedStatement(call) is not { Parent: BlockSyntax block } statement || ConnectBefore(block, statement) is not { } connect) yield break;
        if (!MayMove(block, connect, statement, finding.Model)) yield break;
        yield return new("Move it above the connect", "Move", editor =>
        {
            editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
            editor.InsertBefore(connect, statement.WithTriviaFrom(statement));
        });
    }

    private static StatementSyntax? ConnectBefore(BlockSyntax block, StatementSyntax statement) => block.Statements
        .TakeWhile(sibling => sibling != statement)
        .FirstOrDefault(sibling => sibling.ToString().Contains(".ConnectAsync("));

    /// <summary>What the subscription uses must exist before the connect already.</summary>
    private static bool MayMove(BlockSyntax block, StatementSyntax connect, StatementSyntax statement, SemanticModel model)
    {
        var between = block.Statements.SkipWhile(sibling => sibling != connect).TakeWhile(sibling => sibling != statement).ToList();
        var declared = new HashSet<ISymbol>(between.SelectMany(sibling => model.AnalyzeDataFlow(sibling)!.VariablesDeclared), SymbolEqualityComparer.Default);
        return !model.AnalyzeDataFlow(statement)!.ReadInside.Any(declared.Contains);
    }
}
