using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace ReactiveWs.Generators.Tests;

/// <summary>The same input gives the same bytes: in any order of the files, in any culture.</summary>
public class DeterminismTests
{
    private static string[] Sources => [.. ShapeMatrix.All.Concat(ProtocolMatrix.All).Select((s, i) => Isolated(s.Source, i))];

    /// <summary>Each source in a namespace of its own, so that all fit into one compilation.</summary>
    private static string Isolated(string source, int number) => source.Contains("namespace App;", StringComparison.Ordinal)
        ? source.Replace("namespace App;", $"namespace N{number};", StringComparison.Ordinal)
        : source;

    private static SortedDictionary<string, string> Generate(IEnumerable<string> sources)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var run = Compiling.Run(Compiling.Compilation(sources)).GetRunResult();
        foreach (var file in run.Results.Single().GeneratedSources) files.Add(file.HintName, file.SourceText.ToString());
        return files;
    }

    [Fact]
    public void Shuffled_files_give_the_same()
    {
        var expected = Generate(Sources);
        for (int seed = 0; seed < 3; seed++)
        {
            var shuffled = Sources;
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(expected, Generate(shuffled));
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("fi-FI")]
    [InlineData("ar-SA")]
    public void A_culture_changes_nothing(string name)
    {
        var expected = Generate(Sources);
        var present = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
            Assert.Equal(expected, Generate(Sources));
        }
        finally
        {
            CultureInfo.CurrentCulture = present;
        }
    }

    [Fact]
    public void Names_that_differ_by_case_alone_get_files_of_their_own()
    {
        var files = Generate(["namespace A; [WsMessage] public partial record Tick(int X); [WsMessage] public partial record TICK(int X); [WsMessage] public partial record Alone(int X);"]);

        Assert.Equal(3, files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("A.Alone.g.cs", files.Keys);
    }

    [Fact]
    public void Two_descriptions_of_one_source_are_equal_and_hash_alike()
    {
        foreach (var (_, source) in ProtocolMatrix.All)
        {
            var one = Describe(source);
            var other = Describe(source);
            Assert.Equal(one, other);
            Assert.Equal(one.GetHashCode(), other.GetHashCode());
        }
    }

    private static Model.Discovered Describe(string source)
    {
        var compilation = Compiling.Compilation(source);
        var type = compilation.GetSymbolsWithName(_ => true, Microsoft.CodeAnalysis.SymbolFilter.Type, TestContext.Current.CancellationToken)
            .OfType<Microsoft.CodeAnalysis.INamedTypeSymbol>()
            .First(t => t.GetAttributes().Any(a => a.AttributeClass?.Name == "WsProtocolAttribute"));
        return Discovery.ContractDiscovery.Protocol(type, TestContext.Current.CancellationToken);
    }
}
