using System.Text.RegularExpressions;

namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>
/// The README's C# is a copy of compiled code: <c>&lt;!-- readme:NAME --&gt;</c> stands above a block, and the samples hold the original
/// between <c>// &lt;readme:NAME&gt;</c> and <c>// &lt;/readme:NAME&gt;</c>.
/// </summary>
internal static partial class ReadmeRule
{
    /// <summary>A fenced block: the name in the comment above it (empty without one), its language and its text.</summary>
    public sealed record Block(string Name, string Language, string Text);

    public static IEnumerable<Block> Blocks(string readme) =>
        Fence.Matches(readme.ReplaceLineEndings("\n")).Select(match =>
            new Block(match.Groups["name"].Value, match.Groups["language"].Value, match.Groups["text"].Value.TrimEnd()));

    public static IEnumerable<string> Check(string readme, IEnumerable<SourceFile> samples)
    {
        var regions = samples.SelectMany(Regions).ToLookup(region => region.Name, region => region.Text);
        var blocks = Blocks(readme).Where(block => block.Language == "csharp").ToList();
        return blocks.Select(block => Finding(block, regions)).OfType<string>()
            .Concat(regions.Select(region => region.Key).Except(blocks.Select(block => block.Name))
                .Select(name => $"samples: <readme:{name}> is not in the README"));
    }

    static string? Finding(Block block, ILookup<string, string> regions) => (block.Name, regions[block.Name].ToList()) switch
    {
        ("", _) => $"README.md: no <!-- readme:NAME --> above the block that begins {block.Text.Split('\n')[0]}",
        (_, { Count: 0 }) => $"README.md: no sample holds <readme:{block.Name}>",
        (_, { Count: > 1 }) => $"samples: <readme:{block.Name}> stands twice",
        (_, [var text]) when text == block.Text => null,
        (_, [var text]) => $"README.md: readme:{block.Name} differs from the sample, which says\n{text}\n",
    };

    static IEnumerable<(string Name, string Text)> Regions(SourceFile sample) =>
        Region.Matches(sample.Text.ReplaceLineEndings("\n")).Select(match => (match.Groups["name"].Value, Unindent(match.Groups["text"].Value)));

    static string Unindent(string text)
    {
        var lines = text.TrimEnd().Split('\n').Select(line => line.TrimEnd()).ToList();
        var indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    [GeneratedRegex(@"(?:<!-- readme:(?<name>[\w.-]+) -->[ \t]*\n\s*)?^```(?<language>[\w-]*)[^\n]*\n(?<text>.*?)^```[ \t]*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    static partial Regex Fence { get; }

    [GeneratedRegex(@"^[ \t]*// <readme:(?<name>[\w.-]+)>[ \t]*\n(?<text>.*?)^[ \t]*// </readme:\k<name>>", RegexOptions.Singleline | RegexOptions.Multiline)]
    static partial Regex Region { get; }
}
