using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Generators.Tests.Caching;

/// <summary>What an edit makes run again, by kind of edit.</summary>
public class CachingTests
{
    private const string Contracts = """
        namespace App;
        [WsMessage] public partial record One(int X);
        [WsMessage] public partial record Two(Shared Y);
        [WsProtocol("p")] public static partial class P
        {
            [FromClient] public partial record A(int X);
            [FromServer] public partial record B(Shared Y);
        }
        """;

    private const string Elsewhere = """
        namespace App;
        public record Shared(int Z);
        public class Unrelated { public int Value() => 1; }
        """;

    private static CSharpCompilation Compilation => Compiling.Compilation([Contracts, Elsewhere]);

    private static RunReasons After(int file, string old, string @new) => RunReasons.After(Compilation, c => Replace(c, file, old, @new));

    /// <summary>As an editor does it: the text changes, the tree is parsed incrementally.</summary>
    private static CSharpCompilation Replace(CSharpCompilation compilation, int file, string old, string @new)
    {
        var tree = compilation.SyntaxTrees[file];
        var text = tree.GetText(TestContext.Current.CancellationToken);
        int position = text.ToString().IndexOf(old, StringComparison.Ordinal);
        Assert.True(position >= 0, $"the source has no '{old}'");
        var changed = text.WithChanges(new Microsoft.CodeAnalysis.Text.TextChange(new(position, old.Length), @new));
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(changed));
    }

    private static void AssertNothingRan(RunReasons reasons)
    {
        Assert.All(Steps.All, step => Assert.Equal("", reasons.Of(step)));
        Assert.Equal("", reasons.Outputs);
    }

    [Fact]
    public void The_body_of_an_unrelated_method() => AssertNothingRan(After(2, "=> 1", "=> 2"));

    [Fact]
    public void An_unrelated_member() => AssertNothingRan(After(2, "public int Value", "public int Other; public int Value"));

    [Fact]
    public void A_comment_in_the_contracts_file() => AssertNothingRan(After(1, "public partial record One", "/* x */ public partial record One"));

    [Fact]
    public void An_unrelated_type_in_the_contracts_file() => AssertNothingRan(After(1, "[WsMessage] public partial record One", "class Q; [WsMessage] public partial record One"));

    [Fact]
    public void An_unrelated_file() => AssertNothingRan(RunReasons.After(Compilation, c =>
        c.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class New;", (CSharpParseOptions)c.SyntaxTrees[0].Options, cancellationToken: TestContext.Current.CancellationToken))));

    [Fact]
    public void A_contract_that_moves_in_its_file() =>
        AssertNothingRan(After(1, "[WsMessage] public partial record One", "\n\n\n    [WsMessage] public partial record One"));

    [Fact]
    public void A_member_of_one_contract()
    {
        var reasons = After(1, "One(int X)", "One(long X)");
        Assert.Equal("1 Modified", reasons.Of(Steps.Contracts));
        Assert.Equal("", reasons.Of(Steps.Protocol));
        Assert.Equal("1 Modified", reasons.Outputs);
    }

    [Fact]
    public void A_member_of_one_contract_of_a_protocol_leaves_the_protocol_alone()
    {
        var reasons = After(1, "A(int X)", "A(long X)");
        Assert.Equal("1 Modified", reasons.Of(Steps.Contracts));
        Assert.Equal("", reasons.Of(Steps.Protocol));
        Assert.Equal("1 Modified", reasons.Of(Steps.Fingerprints));
        Assert.Equal("2 Modified", reasons.Outputs);
    }

    [Fact]
    public void A_json_name()
    {
        var reasons = After(1, "One(int X)", "One([property: JsonPropertyName(\"y\")] int X)");
        Assert.Equal("1 Modified", reasons.Outputs);
    }

    [Fact]
    public void A_plain_record_in_another_file_that_a_contract_uses()
    {
        var reasons = After(2, "Shared(int Z)", "Shared(string Z)");
        Assert.Equal("1 Modified", reasons.Of(Steps.Contracts));
        Assert.Equal("", reasons.Of(Steps.Protocol));
    }

    [Fact]
    public void A_new_contract()
    {
        var reasons = After(1, "[WsProtocol", "[WsMessage] public partial record Three(int X);\n[WsProtocol");
        Assert.Equal("1 New", reasons.Outputs);
    }

    [Fact]
    public void A_contract_that_goes()
    {
        var reasons = After(1, "[WsMessage] public partial record Two(Shared Y);", "");
        Assert.Equal("1 Removed", reasons.Outputs);
    }

    [Fact]
    public void A_reference()
    {
        var reasons = RunReasons.After(Compilation, c => c.AddReferences(Compiling.Compilation("public class Other;", assembly: "Other").ToMetadataReference()));
        AssertNothingRan(reasons);
    }

    [Fact]
    public void Steps_give_values_only() => After(1, "One(int X)", "One(long X)").AssertValuesOnly();

    [Fact]
    public void A_generator_that_carries_symbols_fails_these_tests()
    {
        var reasons = RunReasons.After(Compilation, c => Replace(c, 2, "=> 1", "=> 2"), new SymbolCarrier());
        Assert.NotEqual("", reasons.Outputs);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(reasons.AssertValuesOnly);
    }

    /// <summary>The negative control: what the pipeline must not do.</summary>
    private sealed class SymbolCarrier : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var symbols = context.SyntaxProvider
                .ForAttributeWithMetadataName("ReactiveWs.WsMessageAttribute", static (node, _) => node is TypeDeclarationSyntax, static (found, _) => found.TargetSymbol)
                .WithTrackingName(Steps.Contracts);
            context.RegisterSourceOutput(symbols, static (output, symbol) => output.AddSource(symbol.Name + ".g.cs", "// " + symbol.Name));
        }
    }
}
