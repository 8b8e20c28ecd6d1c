using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ReactiveWs.Analyzers.Tests.Harness;

/// <summary>
/// Checks a fix: the source compiles before and after, the result is the expected one, mending one after the other and
/// all at once come to the same, and nothing is offered that would not change the document.
/// </summary>
internal static class Fix<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public static async Task CheckAsync(string before, string after, string? key = null, string? targets = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var document = Open(before);
        var one = await OneByOneAsync(document, key, targets, cancellation);
        await AssertFixedAsync(one, after, cancellation);
        var all = await AllAtOnceAsync(document, key, targets, cancellation);
        await AssertFixedAsync(all, after, cancellation);

        Assert.Empty(await OffersAsync(one, key, targets, cancellation));
    }

    /// <summary>The rule fires, and no fix is offered.</summary>
    public static async Task CheckNotOfferedAsync(string source, string? targets = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var document = Open(source);
        Assert.NotEmpty(await DiagnosticsAsync(document, targets, cancellation));
        Assert.Empty(await OffersAsync(document, null, targets, cancellation));
    }

    private static async Task<Document> OneByOneAsync(Document document, string? key, string? targets, CancellationToken cancellation)
    {
        var rounds = (await DiagnosticsAsync(document, targets, cancellation)).Length;
        Assert.True(rounds > 0, "There is nothing to mend.");
        for (var round = 0; round < rounds; round++)
        {
            var offers = await OffersAsync(document, key, targets, cancellation);
            if (offers.IsEmpty) break;
            var changed = await ApplyAsync(document, offers[0].Action, cancellation);
            Assert.NotEqual(await TextAsync(document, cancellation), await TextAsync(changed, cancellation));
            document = changed;
        }

        return document;
    }

    private static async Task<Document> AllAtOnceAsync(Document document, string? key, string? targets, CancellationToken cancellation)
    {
        var offers = await OffersAsync(document, key, targets, cancellation);
        Assert.NotEmpty(offers);
        var fix = new TFix();
        var diagnostics = await DiagnosticsAsync(document, targets, cancellation);
        var context = new FixAllContext(
            document, fix, FixAllScope.Document, offers[0].Action.EquivalenceKey, fix.FixableDiagnosticIds, new Found(diagnostics), cancellation);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        Assert.NotNull(action);
        return await ApplyAsync(document, action, cancellation);
    }

    private static async Task AssertFixedAsync(Document document, string expected, CancellationToken cancellation)
    {
        Assert.Equal(Normal(expected), Normal(await TextAsync(document, cancellation)));
        Code.AssertCompiles((await document.Project.GetCompilationAsync(cancellation))!);
    }

    private static async Task<ImmutableArray<(Diagnostic Diagnostic, CodeAction Action)>> OffersAsync(
        Document document, string? key, string? targets, CancellationToken cancellation)
    {
        var fix = new TFix();
        var offers = ImmutableArray.CreateBuilder<(Diagnostic, CodeAction)>();
        foreach (var diagnostic in await DiagnosticsAsync(document, targets, cancellation))
        {
            if (!fix.FixableDiagnosticIds.Contains(diagnostic.Id)) continue;
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add((diagnostic, action)), cancellation));
        }

        foreach (var (_, action) in offers) Assert.NotNull(action.EquivalenceKey);
        return [.. offers.Where(offer => key is null || offer.Item2.EquivalenceKey == key)];
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Document document, string? targets, CancellationToken cancellation)
    {
        var compilation = await document.Project.GetCompilationAsync(cancellation);
        var tree = await document.GetSyntaxTreeAsync(cancellation);
        var found = await Analysis.RunAsync(compilation!, [new TAnalyzer()], targets is null ? null : BuildProperties.Targeting(targets), cancellation);
        return [.. found.Where(diagnostic => diagnostic.Location.SourceTree == tree)];
    }

    private static async Task<Document> ApplyAsync(Document document, CodeAction action, CancellationToken cancellation)
    {
        var operations = await action.GetOperationsAsync(cancellation);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
    }

    private static async Task<string> TextAsync(Document document, CancellationToken cancellation) => (await document.GetTextAsync(cancellation)).ToString();

    private static string Normal(string text) => text.ReplaceLineEndings("\n").Trim();

    private static Document Open(string source)
    {
        var options = (CSharpCompilationOptions)Code.Compile(source).Options;
        var solution = Workspaces.Empty.WithProjectCompilationOptions(Workspaces.Project, options);
        var id = DocumentId.CreateNewId(Workspaces.Project);
        return solution.AddDocument(id, "Test0.cs", source).GetDocument(id)!;
    }

    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

/// <summary>One project without code, from which each test goes on; its references are read once.</summary>
internal static class Workspaces
{
    public static readonly ProjectId Project = ProjectId.CreateNewId();

    public static readonly Solution Empty = new AdhocWorkspace().CurrentSolution
        .AddProject(ProjectInfo.Create(
            Project, VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: Code.Library, parseOptions: Code.Parse, metadataReferences: Code.References))
        .AddDocument(DocumentId.CreateNewId(Project), "Usings.cs", Code.ImplicitUsings);
}
