using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace ReactiveWs.CodeFixes;

/// <summary>What every fix shares: a fix is offered only when it has been found possible, and all of a document are mended in one edit.</summary>
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
                context.RegisterCodeFix(CodeAction.Create(repair.Title, cancel => ApplyAsync(context.Document, [repair], cancel), repair.Key), diagnostic);
            }
        }
    }

    /// <summary>The repairs of one diagnostic; none where the code is not one that can be mended by rule.</summary>
    private protected abstract IEnumerable<Repair> Repairs(Finding finding);

    private async Task<IEnumerable<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root is CompilationUnitSyntax unit && model is not null ? Repairs(new(unit, model, diagnostic, cancellation)) : [];
    }

    private static async Task<Document> ApplyAsync(Document document, IReadOnlyCollection<Repair> repairs, CancellationToken cancellation)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        foreach (var repair in repairs) repair.Apply(editor);
        var root = (CompilationUnitSyntax)editor.GetChangedRoot();
        foreach (var import in repairs.Select(repair => repair.Import).OfType<string>().Distinct())
        {
            var name = SyntaxFactory.ParseName(import).WithLeadingTrivia(SyntaxFactory.Space);
            root = root.AddUsings(SyntaxFactory.UsingDirective(name).WithTrailingTrivia(SyntaxFactory.LineFeed));
        }

        return document.WithSyntaxRoot(root);
    }

    private sealed class OneEdit(WsCodeFix fix) : DocumentBasedFixAllProvider
    {
        protected override async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
        {
            var repairs = new List<Repair>();
            foreach (var diagnostic in diagnostics.OrderBy(found => found.Location.SourceSpan.Start))
            {
                var possible = await fix.RepairsAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
                if (possible.FirstOrDefault(repair => repair.Key == context.CodeActionEquivalenceKey) is { } repair) repairs.Add(repair);
            }

            return await ApplyAsync(document, repairs, context.CancellationToken).ConfigureAwait(false);
        }
    }
}
