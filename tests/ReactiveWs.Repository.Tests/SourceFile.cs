using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReactiveWs.Repository.Tests;

/// <summary>A file of the repository as a rule sees it; rule tests make their own.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Text">The whole file.</param>
public sealed record SourceFile(string Path, string Text)
{
    static readonly CSharpParseOptions s_preview =
        new(LanguageVersion.Preview, preprocessorSymbols: ["DEBUG", "NET", "NET10_0", "NET10_0_OR_GREATER"]);

    SyntaxTree? _tree;

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>The same for all who ask: rules run side by side, and a compilation knows its own trees only.</summary>
    public SyntaxTree Tree => LazyInitializer.EnsureInitialized(ref _tree, () => CSharpSyntaxTree.ParseText(Text, s_preview, Path));

    public IEnumerable<T> Nodes<T>() where T : SyntaxNode => Tree.GetRoot().DescendantNodes().OfType<T>();

    public IEnumerable<SyntaxToken> Tokens => Tree.GetRoot().DescendantTokens();

    /// <summary>A finding of a rule in this file, in the form that editors jump to.</summary>
    public string At(SyntaxNodeOrToken place, string finding) =>
        $"{Path}:{place.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1}: {finding}";

    public static SourceFile CSharp(string text, string path = "src/ReactiveWs/Sample.cs") => new(path, text);
}
