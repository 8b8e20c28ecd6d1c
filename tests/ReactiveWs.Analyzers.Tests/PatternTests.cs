using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace ReactiveWs.Analyzers.Tests;

/// <summary>
/// Code as users write it, with all rules on: exactly the errors and warnings that are marked in it, and exactly as many
/// infos as its headline counts. One false positive costs more than ten misses.
/// </summary>
public class PatternTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Patterns");
    private static readonly CSharpCompilation Host = Code.ReferringTo(File.ReadAllText(Path.Combine(Folder, "Frameworks.txt")), "global using System.Reactive.Threading.Tasks;");
    private static readonly Dictionary<string, string> All = Read();

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Only_what_is_wanted_is_reported(string name)
    {
        var targets = Regex.Match(name, "targets: ([^|]*)").Groups[1].Value.Trim();
        var infos = Regex.Matches(name, "(RWS\\d+)=(\\d+)").Select(match => $"{match.Groups[1].Value}={match.Groups[2].Value}");
        var source = Markup.Parse(All[name]);
        var compilation = Code.Compile(source.Text, Host);
        if (source.Text.Contains("[Ws", StringComparison.Ordinal)) compilation = Code.Generated(compilation);

        var (reported, errors) = await Analysis.RunAnywayAsync(compilation, Analysis.All, BuildProperties.Targeting(targets), TestContext.Current.CancellationToken);

        // Of a contract that is not partial the compiler complains as well.
        Code.AssertNone([.. errors.Where(error => error.Id != "CS0260")], compilation);
        var expected = source.Expected.Select(mark => $"{mark.Id} '{source.Text.Substring(mark.Span.Start, mark.Span.Length)}' {mark.Span}");
        Assert.All(reported, diagnostic => Assert.DoesNotContain(".g.cs", diagnostic.Location.GetLineSpan().Path, StringComparison.Ordinal));
        var actual = reported.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => $"{diagnostic.Id} '{source.Text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}' {diagnostic.Location.SourceSpan}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        var counted = reported.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Info).CountBy(diagnostic => diagnostic.Id).Select(count => $"{count.Key}={count.Value}");
        Assert.Equal(infos.Order(StringComparer.Ordinal), counted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_are_two_hundred_of_which_forty_come_from_what_users_of_other_libraries_ask_for()
    {
        Assert.True(All.Count >= 200, $"{All.Count}");
        Assert.True(All.Keys.Count(name => name.StartsWith("peers: ", StringComparison.Ordinal)) >= 40);
    }

    private static Dictionary<string, string> Read() => Directory.GetFiles(Folder, "*.txt")
        .Where(path => Path.GetFileName(path) != "Frameworks.txt")
        .Order(StringComparer.Ordinal)
        .SelectMany(path => Regex.Split(File.ReadAllText(path).ReplaceLineEndings("\n"), "^=== ", RegexOptions.Multiline).Skip(1).Select(part => (Path: path, Part: part)))
        .ToDictionary(one => $"{Path.GetFileNameWithoutExtension(one.Path)}: {one.Part[..one.Part.IndexOf('\n', StringComparison.Ordinal)]}", one => one.Part[one.Part.IndexOf('\n', StringComparison.Ordinal)..]);
}
