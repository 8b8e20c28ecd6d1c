using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CodeFixes;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests;

/// <summary>What every rule must have, asked of the assemblies themselves so that none can be forgotten.</summary>
public class RuleSetTests
{
    private static readonly string Analyzers = Path.Combine(Code.RepositoryRoot, "analyzers");

    private static IEnumerable<DiagnosticDescriptor> Descriptors => Analysis.All.SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(rule => rule.Id);

    public static TheoryData<string> Ids => [.. Descriptors.Select(rule => rule.Id).Order(StringComparer.Ordinal)];

    [Fact]
    public void No_rule_belongs_to_two_analyzers() => Assert.Equal(
        Analysis.All.Sum(analyzer => analyzer.SupportedDiagnostics.Length), Descriptors.Count());

    [Fact]
    public void Every_id_of_the_catalogue_is_reported_by_an_analyzer()
    {
        var ids = typeof(WsAnalyzer).Assembly.GetType("ReactiveWs.Analyzers.RuleIds")!.GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(ids.Order(StringComparer.Ordinal), Descriptors.Select(rule => rule.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_links_to_its_page(string id)
    {
        var rule = Descriptors.Single(descriptor => descriptor.Id == id);
        Assert.EndsWith($"/analyzers/docs/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        var page = Page(id);
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.All(["## Cause", "## Example", "## How to fix it", "## When to suppress", "## Known limitations"], section => Assert.Contains(section, page, StringComparison.Ordinal));
        Assert.Contains($"[{id}]({id}.md) | {rule.Title} |", Page("README"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_tracked(string id)
    {
        var rule = Descriptors.Single(descriptor => descriptor.Id == id);
        var tracked = File.ReadAllText(Path.Combine(Analyzers, "ReactiveWs.Analyzers", "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(Analyzers, "ReactiveWs.Analyzers", "AnalyzerReleases.Shipped.md"));
        var severity = rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled";
        Assert.Contains($"{id} | {rule.Category} | {severity} | ", tracked, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_examples_of_its_page_are_true(string id)
    {
        var page = Page(id);
        var blocks = Regex.Matches(page, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(2, blocks.Length);
        var targets = Regex.Match(page, "<ReactiveWsTargets>(.*?)</ReactiveWsTargets>").Groups[1].Value;
        Assert.Contains(id, await ReportedAsync(blocks[0], targets));
        Assert.DoesNotContain(id, await ReportedAsync(blocks[1], targets));
    }

    [Fact]
    public void Every_fix_mends_a_rule_that_exists()
    {
        var fixes = typeof(WsCodeFix).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type)).ToList();
        Assert.NotEmpty(fixes);
        Assert.All(fixes, type =>
        {
            Assert.NotNull(type.GetCustomAttribute<ExportCodeFixProviderAttribute>());
            Assert.Subset(Descriptors.Select(rule => rule.Id).ToHashSet(), ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds.ToHashSet());
        });
    }

    /// <summary>Every rule has a test class with situations that trigger and situations that stay silent.</summary>
    [Fact]
    public void Every_analyzer_is_tested_both_ways() => Assert.All(Analysis.All, analyzer =>
    {
        var tests = typeof(RuleSetTests).Assembly.GetTypes().SingleOrDefault(type => type.Name == analyzer.GetType().Name + "Tests");
        Assert.NotNull(tests);
        var names = tests.GetMethods().Select(method => method.Name).ToList();
        Assert.Contains(names, name => Regex.IsMatch(name, "_triggers?(_|$)"));
        Assert.Contains(names, name => Regex.IsMatch(name, "_stays?_silent$"));
    });

    [Fact]
    public void The_page_of_capabilities_is_the_table()
    {
        var devices = new[] { "phone", "tablet", "2in1", "wearable", "tv" };
        var guards = typeof(DeviceProfile).GetProperties().Select(property => property.Name).Where(name => name.StartsWith("Supports", StringComparison.Ordinal));
        foreach (var capability in guards.Select(name => name["Supports".Length..]))
        {
            var levels = devices.Select(device => Enumerable.Range(6, 100).First(level => Supports(device, level, capability)));
            Assert.Contains($"| {capability} | {string.Join(" | ", levels)} |", Page("README"), StringComparison.Ordinal);
        }
    }

    private static bool Supports(string device, int level, string capability) =>
        (bool)typeof(DeviceProfile).GetProperty("Supports" + capability)!.GetValue(DeviceProfile.Parse($"{device}-{level}"))!;

    private static async Task<IEnumerable<string>> ReportedAsync(string source, string targets)
    {
        var compilation = Code.Compile(source);
        var (found, errors) = await Analysis.RunAnywayAsync(compilation, Analysis.All, BuildProperties.Targeting(targets), TestContext.Current.CancellationToken);
        Code.AssertNone([.. errors.Where(error => error.Id is not ("CS0260" or "CS8795"))], compilation);
        return found.Select(diagnostic => diagnostic.Id);
    }

    private static string Page(string name) => File.ReadAllText(Path.Combine(Analyzers, "docs", name + ".md")).ReplaceLineEndings("\n");
}
