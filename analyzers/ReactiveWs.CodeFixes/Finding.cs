using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ReactiveWs.CodeFixes;

/// <summary>A diagnostic in the document it was found in.</summary>
internal sealed record Finding(Document Document, CompilationUnitSyntax Root, SemanticModel Model, Diagnostic Diagnostic, CancellationToken Cancellation)
{
    public TextSpan Span => Diagnostic.Location.SourceSpan;

    /// <summary>The innermost node of the wanted kind that has exactly the diagnostic's span.</summary>
    public T? Node<T>()
        where T : SyntaxNode => Root.FindNode(Span, getInnermostNodeForTie: true).AncestorsAndSelf().TakeWhile(node => node.Span == Span).OfType<T>().FirstOrDefault();

    /// <summary>A declaration of <paramref name="symbol"/> that can be changed, with its document; null for what is generated or in metadata.</summary>
    public (T Node, Document Document)? Declaration<T>(ISymbol? symbol)
        where T : SyntaxNode
    {
        foreach (var reference in symbol?.DeclaringSyntaxReferences ?? [])
        {
            if (reference.GetSyntax(Cancellation) is T node && Document.Project.Solution.GetDocument(node.SyntaxTree) is { } document and not SourceGeneratedDocument) return (node, document);
        }

        return null;
    }

    /// <summary>The statement around <paramref name="node"/> that stands in a list, so that others can stand before it.</summary>
    public static StatementSyntax? ListedStatement(SyntaxNode node) => node.AncestorsAndSelf()
        .TakeWhile(outer => outer is not AnonymousFunctionExpressionSyntax and not MemberDeclarationSyntax or GlobalStatementSyntax)
        .OfType<StatementSyntax>()
        .FirstOrDefault() is { Parent: BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax } statement
            ? statement
            : null;

    /// <summary>Whether an <c>await</c> may stand where <paramref name="node"/> does.</summary>
    public static bool MayAwait(SyntaxNode node)
    {
        foreach (var outer in node.Ancestors())
        {
            switch (outer)
            {
                case LockStatementSyntax or UnsafeStatementSyntax or QueryExpressionSyntax or CatchFilterClauseSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax function:
                    return !function.AsyncKeyword.IsKind(SyntaxKind.None);
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax member:
                    return member.Modifiers.Any(SyntaxKind.AsyncKeyword);
                default:
                    continue;
            }
        }

        return false;
    }

    public static ExpressionSyntax Await(ExpressionSyntax task) => SyntaxFactory.AwaitExpression(
        SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithLeadingTrivia(task.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space),
        task.WithoutLeadingTrivia());
}
