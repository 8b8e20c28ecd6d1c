using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Security;

/// <summary>RWS3001: the check of the server's certificate is switched off in code that also ships.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CertificateUncheckedAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.CertificateUnchecked];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known) =>
        start.RegisterOperationAction(context => Check(context, known), OperationKind.SimpleAssignment);

    private static void Check(OperationAnalysisContext context, KnownTypes known)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { SetMethod: { } setter } }) return;
        if (assignment.Value.ConstantValue is not { HasValue: true, Value: true }) return;
        if (known.Required(setter) != Capability.SkipServerCertVerification || IsInDebug(assignment.Syntax, context.ContainingSymbol)) return;
        context.ReportDiagnostic(Diagnostic.Create(Rules.CertificateUnchecked, assignment.Syntax.GetLocation()));
    }

    private static bool IsInDebug(SyntaxNode node, ISymbol owner) => IsBehindDirective(node) || owner.GetAttributes().Any(attribute =>
        attribute is { AttributeClass.Name: "ConditionalAttribute" } && attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: "DEBUG" });

    /// <summary>Whether the innermost or any outer open <c>#if</c> before <paramref name="node"/> asks for DEBUG.</summary>
    private static bool IsBehindDirective(SyntaxNode node)
    {
        var open = new Stack<bool>();
        var directive = ((CompilationUnitSyntax)node.SyntaxTree.GetRoot()).GetFirstDirective();
        for (; directive is not null && directive.SpanStart < node.SpanStart; directive = directive.GetNextDirective())
        {
            if (directive is EndIfDirectiveTriviaSyntax or ElifDirectiveTriviaSyntax or ElseDirectiveTriviaSyntax && open.Count > 0) open.Pop();
            if (directive is ConditionalDirectiveTriviaSyntax condition) open.Push(Debugs(condition.Condition));
            if (directive is ElseDirectiveTriviaSyntax) open.Push(false);
        }

        return open.Contains(true);
    }

    private static bool Debugs(ExpressionSyntax condition) => condition switch
    {
        IdentifierNameSyntax { Identifier.ValueText: "DEBUG" } => true,
        ParenthesizedExpressionSyntax parenthesized => Debugs(parenthesized.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => Debugs(both.Left) || Debugs(both.Right),
        _ => false,
    };
}
