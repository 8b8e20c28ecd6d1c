using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using ReactiveWs.Analyzers;
using ReactiveWs.Generators.Discovery;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS0006: changes the result or a parameter, where the method then fits and its body still compiles.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class HandlerDoesNotFitFix : WsCodeFix
{
    private const string Tasks = "global::System.Threading.Tasks.";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.HandlerDoesNotFit];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Root.FindToken(finding.Span.Start).Parent is not MethodDeclarationSyntax method || !finding.Diagnostic.Properties.TryGetValue("2", out var reply)) yield break;
        var changes = finding.Diagnostic.Properties.TryGetValue("3", out var parameter) ? Parameters(method, parameter!) : Results(method, reply!);
        foreach (var (title, key, changed) in changes)
        {
            if (!Fits(method, changed, finding)) continue;
            yield return new(title, key, editor => editor.ReplaceNode(method, changed));
            yield break;
        }
    }

    /// <summary>The results to try, those that are most like the one it has first.</summary>
    private static IEnumerable<(string Title, string Key, MethodDeclarationSyntax Changed)> Results(MethodDeclarationSyntax method, string reply)
    {
        var argument = reply.Length == 0 ? "" : $"<{reply}>";
        var plain = reply.Length == 0 ? "void" : reply;
        var isTask = method.ReturnType.ToString().Contains("Task") && !method.ReturnType.ToString().Contains("ValueTask");
        string[] types = isTask ? [$"{Tasks}Task{argument}", $"{Tasks}ValueTask{argument}", plain] : [$"{Tasks}ValueTask{argument}", plain, $"{Tasks}Task{argument}"];
        foreach (var type in types)
        {
            var result = Type(type).WithTriviaFrom(method.ReturnType);
            var changed = method.WithReturnType(result.ReplaceNodes(result.DescendantNodesAndSelf().OfType<NameSyntax>(), (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation)));
            yield return ("Change the result", "Result", changed);
        }
    }

    private static TypeSyntax Type(string name) =>
        name == "void" ? SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.VoidKeyword)) : SyntaxFactory.ParseTypeName(name);

    private static IEnumerable<(string Title, string Key, MethodDeclarationSyntax Changed)> Parameters(MethodDeclarationSyntax method, string name)
    {
        if (method.ParameterList.Parameters.FirstOrDefault(one => one.Identifier.ValueText == name) is not { } parameter) yield break;
        var others = method.ParameterList.Parameters.Remove(parameter);
        yield return ($"Remove the parameter {name}", "Parameter", method.WithParameterList(method.ParameterList.WithParameters(others)));
        var value = SyntaxFactory.EqualsValueClause(SyntaxFactory.ParseExpression("default"))
            .WithEqualsToken(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space));
        yield return ($"Give the parameter {name} a default", "Parameter", method.ReplaceNode(parameter, parameter.WithDefault(value)));
    }

    /// <summary>Whether the rule is content with the changed method, and the compiler with its document.</summary>
    private static bool Fits(MethodDeclarationSyntax method, MethodDeclarationSyntax changed, Finding finding)
    {
        var mark = new SyntaxAnnotation();
        var root = finding.Root.ReplaceNode(method, changed.WithAdditionalAnnotations(mark));
        var tree = finding.Root.SyntaxTree.WithRootAndOptions(root, finding.Root.SyntaxTree.Options);
        var model = finding.Model.Compilation.ReplaceSyntaxTree(finding.Root.SyntaxTree, tree).GetSemanticModel(tree);
        var symbol = model.GetDeclaredSymbol(tree.GetRoot(finding.Cancellation).GetAnnotatedNodes(mark).Single(), finding.Cancellation);
        if (symbol?.ContainingType is not { } handler) return false;
        var id = Symbols.IdOf(symbol);
        return HandlerDiscovery.Discover(handler, finding.Cancellation).Problems.All(problem => problem.Symbol != id) &&
            Errors(model, finding.Cancellation) <= Errors(finding.Model, finding.Cancellation);
    }

    private static int Errors(SemanticModel model, CancellationToken cancellation) =>
        model.GetDiagnostics(cancellationToken: cancellation).Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
