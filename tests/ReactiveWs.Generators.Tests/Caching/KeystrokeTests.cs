using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Generators.Tests.Caching;

/// <summary>
/// What an edit elsewhere costs in a project with many contracts, over what any generator pays that asks for an attribute.
/// Memory and what runs again are asserted always; time, and with a thousand contracts, only when <c>RWS_MEASURE=1</c> says that the machine is quiet.
/// Each contract has six members.
/// </summary>
public class KeystrokeTests
{
    private const int PerFile = 10;
    private const int Rounds = 9;
    private const double MostTime = 1.25;
    private const double MostKilobytesPerContract = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static bool IsMeasured => Environment.GetEnvironmentVariable("RWS_MEASURE") == "1";

    private static int Contracts => IsMeasured ? 1000 : 100;

    private static int OtherFiles => Contracts / 2;

    [Fact]
    public void An_edit_elsewhere_runs_no_output_and_costs_little_more_than_an_empty_probe()
    {
        var compilation = Compiling.Compilation([.. ContractFiles(), .. Enumerable.Range(0, OtherFiles).Select(i => Other(i, 0))]);
        var edits = Enumerable.Range(1, Rounds).Select(i => Edited(compilation, i)).ToArray();
        var again = Enumerable.Range(1, Rounds).Select(i => Edited(compilation, i)).ToArray();

        var floor = Measure(compilation, edits, new EmptyProbe());
        var ours = Measure(compilation, again, new ProtocolGenerator());

        double ratio = ours.Milliseconds / floor.Milliseconds;
        double kilobytes = (ours.Bytes - floor.Bytes) / 1024.0 / Contracts;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"an edit beside {Contracts} contracts: {ours.Milliseconds:F0} ms, an empty probe {floor.Milliseconds:F0} ms, {ratio:F2} times; {kilobytes:F1} KB more per contract"));
        Assert.Equal("", ours.Outputs);
        Assert.InRange(kilobytes, 0, MostKilobytesPerContract);
        if (IsMeasured) Assert.InRange(ratio, 0, MostTime);
    }

    private static IEnumerable<string> ContractFiles() => Enumerable.Range(0, Contracts / PerFile).Select(file =>
        "namespace App;\n" + string.Concat(Enumerable.Range(file * PerFile, PerFile).Select(i =>
            $"[WsMessage(\"m{i}\")] public partial record M{i}(string Room, string? Note, int Count, DateTimeOffset At, ImmutableArray<string> Tags, decimal Price);\n")));

    private static string Other(int file, int edit) => $"namespace App; public class C{file} {{ public int Value() => {edit}; public string Name => \"c\"; }}";

    private static CSharpCompilation Edited(CSharpCompilation compilation, int edit)
    {
        var tree = compilation.SyntaxTrees[^edit];
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(Other(OtherFiles - edit, edit), (CSharpParseOptions)tree.Options, tree.FilePath, cancellationToken: Cancellation));
    }

    private static Cost Measure(CSharpCompilation compilation, CSharpCompilation[] edits, IIncrementalGenerator generator)
    {
        var driver = Compiling.Driver(compilation, generator, isTracked: false).RunGenerators(compilation, Cancellation);
        var times = new List<double>();
        var bytes = new List<long>();
        foreach (var edit in edits)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(edit, Cancellation);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            bytes.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }
        var reasons = RunReasons.After(compilation, _ => edits[0], generator);
        return new Cost(Median(times), Median(bytes), reasons.Outputs);
    }

    private static T Median<T>(List<T> values) => values.Order().ElementAt(values.Count / 2);

    private sealed record Cost(double Milliseconds, long Bytes, string Outputs);

    /// <summary>Asks for the attribute and does nothing else.</summary>
    private sealed class EmptyProbe : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var found = context.SyntaxProvider.ForAttributeWithMetadataName("ReactiveWs.WsMessageAttribute", static (node, _) => node is TypeDeclarationSyntax, static (_, _) => 0);
            context.RegisterSourceOutput(found, static (_, _) => { });
        }
    }
}
