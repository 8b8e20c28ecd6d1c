using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>A test that a document names as proof is there.</summary>
internal static partial class NamedTestRule
{
    /// <param name="document">Markdown in which names of tests stand between backticks.</param>
    /// <param name="tests">The files with the tests.</param>
    public static IEnumerable<string> Check(SourceFile document, IEnumerable<SourceFile> tests)
    {
        var known = tests.SelectMany(file => file.Nodes<MethodDeclarationSyntax>()).Select(method => method.Identifier.ValueText).ToHashSet();
        return document.Text.Split('\n').Index().SelectMany(line => Check(line.Item, known).Select(finding => $"{document.Path}:{line.Index + 1}: {finding}"));
    }

    static IEnumerable<string> Check(string line, HashSet<string> known) =>
        TestName.Matches(line).Select(match => match.Groups[1].Value).Where(name => !known.Contains(name)).Select(name => $"there is no test {name}");

    // A sentence, which no member of the library is named like
    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+){2,})`")]
    static partial Regex TestName { get; }
}
