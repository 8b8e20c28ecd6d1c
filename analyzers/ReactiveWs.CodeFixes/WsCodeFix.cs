using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace ReactiveWs.CodeFixes;

/// <summary>What every fix shares: a fix is offered only when it has been found possible, and all are mended in one edit.</summary>
public abstract class WsCodeFix : CodeFixProvider
{
    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => new OneEdit(this);

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var repair in await RepairsAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(CodeAction.Create(repair.Title, cancel => ApplyAsync(context.Document.Project.Solution, [repair], cancel), repair.Key), diagnostic);
            }
        }
    }

    /// <summary>The repairs of one diagnostic; none where the code is not one that can be mended by rule.</summary>
    private protected abstract IEnumerable<Repair> Repairs(Finding finding);

    private async Task<IEnumerable<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is not CompilationUnitSyntax unit || model is null) return [];
        return Repairs(new(document, unit, model, diagnostic, cancellation)).Select(repair => repair.Elsewhere is null ? repair with { Elsewhere = document } : repair);
    }

    private static async Task<Solution> ApplyAsync(Solution solution, IReadOnlyCollection<Repair> repairs, CancellationToken cancellation)
    {
        foreach (var ofDocument in repairs.GroupBy(repair => repair.Elsewhere!.Id))
        {
            var root = await ApplyAsync(solution.GetDocument(ofDocument.Key)!, [.. ofDocument], cancellation).ConfigureAwait(false);
            solution = solution.WithDocumentSyntaxRoot(ofDocument.Key, root);
        }

        return solution;
    }

    private static async Task<CompilationUnitSyntax> ApplyAsync(Document document, IReadOnlyCollection<Repair> repairs, CancellationToken cancellation)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        foreach (var repair in repairs) repair.Apply(editor);
        var root = (CompilationUnitSyntax)editor.GetChangedRoot();
        foreach (var import in repairs.Select(repair => repair.Import).OfType<string>().Distinct())
        {
            var name = SyntaxFactory.ParseName(import).WithLeadingTrivia(SyntaxFactory.Space);
            root = root.AddUsings(SyntaxFactory.UsingDirective(name).WithTrailingTrivia(SyntaxFactory.LineFeed));
        }

        return root;
    }

    /// <summary>A repair may change another document than the one with the diagnostic, so that all are gathered before any is made.</summary>
    private sealed class OneEdit(WsCodeFix fix) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            var repairs = new List<Repair>();
            foreach (var (document, diagnostic) in await FindAsync(context).ConfigureAwait(false))
            {
                var possible = await fix.RepairsAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
                if (possible.FirstOrDefault(repair => repair.Key == context.CodeActionEquivalenceKey) is { } repair) repairs.Add(repair);
            }

            return repairs.Count == 0 ? null : CodeAction.Create(repairs[0].Title, cancel => ApplyAsync(context.Solution, repairs, cancel), context.CodeActionEquivalenceKey);
        }

        private static async Task<IEnumerable<(Document Document, Diagnostic Diagnostic)>> FindAsync(FixAllContext context)
        {
            if (context.Scope == FixAllScope.Document) return InOrder(context.Document!.Project, await context.GetDocumentDiagnosticsAsync(context.Document).ConfigureAwait(false));
            var found = new List<(Document, Diagnostic)>();
            foreach (var project in context.Scope == FixAllScope.Project ? [context.Project] : context.Solution.Projects)
            {
                found.AddRange(InOrder(project, await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false)));
            }

            return found;
        }

        private static IEnumerable<(Document Document, Diagnostic Diagnostic)> InOrder(Project project, IEnumerable<Diagnostic> diagnostics) =>
            from diagnostic in diagnostics
            let document = project.GetDocument(diagnostic.Location.SourceTree)
            where document is not null
            orderby document.FilePath ?? document.Name, diagnostic.Location.SourceSpan.Start
            select (document, diagnostic);
    }
}
