using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReactiveWs.Generators.Tests;

/// <summary>Half-written code never makes the generator throw. Each source of the snapshots, with one token deleted at a time.</summary>
/// <remarks>
/// Every 13th token, from an offset that changes by the day and is printed; <c>RWS_ALL_TOKENS=1</c> deletes each, <c>RWS_TOKEN_OFFSET</c> repeats a run.
/// </remarks>
public class RobustnessTests
{
    private const int Sample = 13;

    private static bool Everything => Environment.GetEnvironmentVariable("RWS_ALL_TOKENS") == "1";

    private static int Offset => int.TryParse(Environment.GetEnvironmentVariable("RWS_TOKEN_OFFSET"), CultureInfo.InvariantCulture, out int given)
        ? given
        : DateTime.UtcNow.DayOfYear % Sample;

    public static TheoryData<string> Names => [.. ShapeMatrix.All.Concat(ProtocolMatrix.All).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_deleted_token_is_survived(string name)
    {
        int step = Everything ? 1 : Sample;
        int offset = Everything ? 0 : Offset;
        TestContext.Current.TestOutputHelper?.WriteLine($"every {step}. token from {offset}: RWS_TOKEN_OFFSET={offset} repeats this");
        string source = ShapeMatrix.All.Concat(ProtocolMatrix.All).Single(s => s.Name == name).Source;
        var compilation = Compiling.Compilation(source);
        var tree = compilation.SyntaxTrees[1];
        var driver = Compiling.Driver(compilation);
        var tokens = tree.GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Where(t => t.Span.Length > 0).ToList();
        for (int i = offset; i < tokens.Count; i += step)
        {
            string text = source.Remove(tokens[i].SpanStart, tokens[i].Span.Length);
            var changed = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, cancellationToken: TestContext.Current.CancellationToken));
            driver = driver.RunGenerators(changed, TestContext.Current.CancellationToken);
            var result = driver.GetRunResult();
            Assert.True(result.Results.Single().Exception is null && result.Diagnostics.IsEmpty, $"without '{tokens[i].Text}' at {tokens[i].SpanStart}: {result.Results.Single().Exception}{string.Concat(result.Diagnostics)}");
        }
    }
}
