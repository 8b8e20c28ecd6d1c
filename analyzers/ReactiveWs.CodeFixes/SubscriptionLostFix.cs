using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS1006: keeps the subscription in the type's <c>CompositeDisposable</c>, where it has one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SubscriptionLostFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.SubscriptionLost];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node<InvocationExpressionSyntax>() is not { Parent: ExpressionStatementSyntax } call) yield break;
        if (finding.Model.GetEnclosingSymbol(call.SpanStart, finding.Cancellation) is not { ContainingType: { } type } member) yield break;
        if (Keeper(type, member.IsStatic) is not { } keeper) yield break;
        var kept = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.IdentifierName(keeper.Name), SyntaxFactory.IdentifierName("Add")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(call.WithoutTrivia()))));
        yield return new($"Keep it in {keeper.Name}", "Keep", editor => editor.ReplaceNode(call, kept.WithTriviaFrom(call)));
    }

    private static IFieldSymbol? Keeper(INamedTypeSymbol type, bool isStatic) => type.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(field => field.Type.Name == "CompositeDisposable" && (field.IsStatic || !isStatic));
}
