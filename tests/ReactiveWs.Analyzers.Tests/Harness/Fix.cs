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
        await AssertFixedAsync(one, [after], cancellation);
        var all = await AllAtOnceAsync(document, key, targets, FixAllScope.Document, cancellation);
        await AssertFixedAsync(all, [after], cancellation);

        Assert.Empty(await OffersAsync(one, key, targets, cancellation));
    }

    /// <summary>The same for code in several files, the first of which has the diagnostics; the rest may change too.</summary>
    public static async Task CheckAcrossAsync((string Before, string After)[] files, string? targets = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var document = Open([.. files.Select(file => file.Before)]);

        var one = await OneByOneAsync(document, null, targets, cancellation);
        await AssertFixedAsync(one, [.. files.Select(file => file.After)], cancellation);
        var all = await AllAtOnceAsync(document, null, targets, FixAllScope.Project, cancellation);
        await AssertFixedAsync(all, [.. files.Select(file => file.After)], cancellation);

        Assert.Empty(await OffersAsync(one, null, targets, cancellation));
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
            Assert.NotEmpty(changed.Project.GetChanges(document.Project).GetChangedDocuments(onlyGetDocumentsWithTextChanges: true));
            document = changed;
        }

        return document;
    }

    private static async Task<Document> AllAtOnceAsync(Document document, string? key, string? targets, FixAllScope scope, CancellationToken cancellation)
    {
        var offers = await OffersAsync(document, key, targets, cancellation);
        Assert.NotEmpty(offers);
        var fix = new TFix();
        var diagnostics = await DiagnosticsAsync(document, targets, cancellation);
        var context = new FixAllContext(
            document, fix, scope, offers[0].Action.EquivalenceKey, fix.FixableDiagnosticIds, new Found(diagnostics), cancellation);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        Assert.NotNull(action);
        return await ApplyAsync(document, action, cancellation);
    }

    private static async Task AssertFixedAsync(Document document, string[] expected, CancellationToken cancellation)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var file = document.Project.Documents.Single(file => file.Name == $"Test{i}.cs");
            Assert.Equal(Normal(expected[i]), Normal((await file.GetTextAsync(cancellation)).ToString()));
        }

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

    private static string Normal(string text) => text.ReplaceLineEndings("\n").Trim();

    private static Document Open(params string[] sources)
    {
        var options = (CSharpCompilationOptions)Code.Compile(sources[0]).Options;
        var solution = Workspaces.Empty.WithProjectCompilationOptions(Workspaces.Project, options);
        var ids = sources.Select(_ => DocumentId.CreateNewId(Workspaces.Project)).ToArray();
        for (var i = 0; i < sources.Length; i++) solution = solution.AddDocument(ids[i], $"Test{i}.cs", sources[i]);
        return solution.GetDocument(ids[0])!;
    }

    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

/// <summary>One project without code, from which each test goes on; its references are read once, and the generator runs in it as in an editor.</summary>
internal static class Workspaces
{
    public static readonly ProjectId Project = ProjectId.CreateNewId();

    public static readonly Solution Empty = new AdhocWorkspace().CurrentSolution
        .AddProject(ProjectInfo.Create(
            Project, VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: Code.Library, parseOptions: Code.Parse, metadataReferences: Code.References, analyzerReferences: [new Generator()]))
        .AddDocument(DocumentId.CreateNewId(Project), "Usings.cs", Code.ImplicitUsings);

    private sealed class Generator : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> _generators = [new Generators.ProtocolGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => nameof(Generator);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => _generators;
    }
}
