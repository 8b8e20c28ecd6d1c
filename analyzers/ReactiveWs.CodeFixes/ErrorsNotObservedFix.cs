using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS1004: a subscription to the errors, right after the socket is made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ErrorsNotObservedFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ErrorsNotObserved];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Root.FindNode(finding.Span).FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Parent.Parent: LocalDeclarationStatementSyntax statement } socket) yield break;
        if (statement.Parent is not BlockSyntax and not GlobalStatementSyntax) yield break;
        var name = socket.Identifier.Text;
        // Rx's Subscribe with a lambda is an extension of namespace System.
        var subscription = SyntaxFactory.ParseStatement($"{name}.Errors.Subscribe(error => System.Console.Error.WriteLine(error));\n").WithAdditionalAnnotations(Formatter.Annotation);
        var inList = statement.Parent is GlobalStatementSyntax;
        SyntaxNode after = inList ? statement.Parent : statement;
        yield return new("Subscribe to the errors", "Subscribe", editor => editor.InsertAfter(after, inList ? SyntaxFactory.GlobalStatement(subscription) : subscription), ImportOf(finding, socket));
    }

    private static string? ImportOf(Finding finding, VariableDeclaratorSyntax socket) =>
        finding.Model.LookupNamespacesAndTypes(socket.SpanStart, name: "ObservableExtensions").IsEmpty ? "System" : null;
}
