using Microsoft.CodeAnalysis.CSharp;

namespace ReactiveWs.Analyzers.Tests;

/// <summary>
/// All rules over the project's own code: nothing throws, and nothing is reported but what tests do on purpose, to see it refused.
/// The samples build with the rules on and warnings as errors.
/// </summary>
public class RepositoryCodeTests
{
    /// <summary>What throws at run time, which tests want to see, and the certificate check that tests of TLS do without.</summary>
    private static readonly string[] Refused = ["RWS1001", "RWS1002", "RWS1007", "RWS1008", "RWS1009", "RWS3001"];

    [Theory]
    [InlineData("src/ReactiveWs")]
    [InlineData("src/ReactiveWs.Testing")]
    [InlineData("tests/ReactiveWs.Tests")]
    [InlineData("tests/ReactiveWs.EndToEnd.Tests")]
    public async Task The_projects_own_code_has_no_warning(string project)
    {
        var folder = Path.Combine(Code.RepositoryRoot, project);
        var cancellation = TestContext.Current.CancellationToken;
        var sources = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(sources);
        // The library itself must not meet a second copy of itself among the references.
        var references = project == "src/ReactiveWs" ? Code.References.Where(reference => Path.GetFileName(reference.Display) != "ReactiveWs.dll") : Code.References;
        var compilation = CSharpCompilation.Create(
            Path.GetFileName(project),
            [CSharpSyntaxTree.ParseText(ImplicitUsings(project), Code.Parse, cancellationToken: cancellation), .. sources.Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Code.Parse, path, cancellationToken: cancellation))],
            references,
            Code.Library);

        var (reported, _) = await Analysis.RunAnywayAsync(compilation, Analysis.All, cancellation: cancellation);

        Assert.Equal([], reported
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !(project.StartsWith("tests/", StringComparison.Ordinal) && Refused.Contains(diagnostic.Id)))
            .Select(diagnostic => diagnostic.ToString()));
    }

    private static string ImplicitUsings(string project) => Code.ImplicitUsings
        .Replace("global using System.Reactive.Linq;", "", StringComparison.Ordinal)
        .Replace("global using ReactiveWs;", project == "src/ReactiveWs" ? "" : "global using ReactiveWs;", StringComparison.Ordinal);
}
