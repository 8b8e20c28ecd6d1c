using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>Types are named for what they are: the words that say nothing are not used. Files stay short enough to read in one go.</summary>
internal static class NamingRule
{
    const int LongestFile = 250;

    static readonly string[] s_empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Processor", "Info", "Base", "Impl"];

    /// <summary>Names that the design chose all the same.</summary>
    static readonly HashSet<string> s_chosen = ["OpenInfo"];

    /// <summary>Longer files, each with its reason.</summary>
    static readonly HashSet<string> s_long =
    [
        "src/ReactiveWs/Frames/Deflate.cs",                        // all that may use a stream in Frames/ stands in one file
    ];

    public static IEnumerable<string> Check(IEnumerable<SourceFile> files) => files.SelectMany(Check);

    static IEnumerable<string> Check(SourceFile file) =>
    [
        .. from type in file.Nodes<BaseTypeDeclarationSyntax>()
           let name = type.Identifier.ValueText
           where !s_chosen.Contains(name) && s_empty.Any(word => name.EndsWith(word, StringComparison.Ordinal))
           select file.At(type.Identifier, $"{name} says nothing"),
        .. file.Text.TrimEnd().Split('\n').Length is > LongestFile and var lines && !s_long.Contains(file.Path) ? [$"{file.Path}: {lines} lines, more than {LongestFile}"] : Array.Empty<string>(),
    ];
}
