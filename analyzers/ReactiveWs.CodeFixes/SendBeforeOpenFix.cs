using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using ReactiveWs.Analyzers;
using ReactiveWs.Analyzers.Usage;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS1001: awaits the connect that was started, or inserts one before the send.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SendBeforeOpenFix : WsCodeFix
{
    private const string Connect = "ConnectAsync";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.SendBeforeOpen];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax socket } } send) yield break;
        if (Finding.ListedStatement(send) is not { } statement || !Finding.MayAwait(send)) yield break;
        switch (finding.Diagnostic.Properties[LifecycleAnalyzer.State])
        {
            case nameof(WsState.Connecting) when StartedBefore(statement, socket) is { } start:
                yield return new("Await the connect", "AwaitConnect", editor => editor.ReplaceNode(start.Whole, Finding.Await(start.Call).WithTriviaFrom(start.Whole)));
                break;
            case nameof(WsState.Idle) when TakesText(socket, finding) && !IsRepeated(statement, socket, finding):
                yield return new("Insert the connect before", "InsertConnect", editor => editor.InsertBefore(Inserted(statement), ConnectStatement(statement, socket)));
                break;
        }
    }

    /// <summary><c>socket.ConnectAsync(…);</c> or <c>_ = socket.ConnectAsync(…);</c> among the statements before.</summary>
    private static (ExpressionSyntax Whole, ExpressionSyntax Call)? StartedBefore(StatementSyntax statement, IdentifierNameSyntax socket)
    {
        foreach (var sibling in Before(statement).OfType<ExpressionStatementSyntax>())
        {
            var whole = sibling.Expression;
            var call = whole is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard ? discard.Right : whole;
            if (call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, Name.Identifier.ValueText: Connect } } &&
                receiver.Identifier.ValueText == socket.Identifier.ValueText)
            {
                return (whole, call);
            }
        }

        return null;
    }

    private static IEnumerable<StatementSyntax> Before(StatementSyntax statement) => (statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement),
        _ => Enumerable.Empty<StatementSyntax>(),
    }).TakeWhile(sibling => sibling != statement).Reverse();

    private static bool TakesText(IdentifierNameSyntax socket, Finding finding) =>
        finding.Model.GetTypeInfo(socket, finding.Cancellation).Type is { } type && type.GetMembers(Connect).OfType<IMethodSymbol>().Any(method =>
            method.Parameters is { Length: > 0 } parameters && parameters[0].Type.SpecialType == SpecialType.System_String && parameters.Skip(1).All(parameter => parameter.IsOptional));

    /// <summary>In a loop that began after the socket was made, a connect would run once more each time.</summary>
    private static bool IsRepeated(StatementSyntax statement, IdentifierNameSyntax socket, Finding finding)
    {
        var made = finding.Model.GetSymbolInfo(socket, finding.Cancellation).Symbol?.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0;
        return statement.Ancestors().Any(outer => outer is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax && outer.SpanStart > made);
    }

    private static SyntaxNode Inserted(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax member ? member : statement;

    private static SyntaxNode ConnectStatement(StatementSyntax statement, IdentifierNameSyntax socket)
    {
        var connect = SyntaxFactory.ParseStatement($"await {socket.Identifier.Text}.{Connect}(\"wss://example.org\");\n").WithAdditionalAnnotations(Formatter.Annotation);
        return statement.Parent is GlobalStatementSyntax ? SyntaxFactory.GlobalStatement(connect) : connect;
    }
}
