using System.Text.RegularExpressions;

namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>The repository stands on its own: no package registry's address, no path outside it, no ticket number.</summary>
/// <remarks>The patterns are written so that they do not match themselves.</remarks>
internal static partial class PrivateMatterRule
{
    public static IEnumerable<string> Check(IEnumerable<SourceFile> files) => files.SelectMany(Check);

    static IEnumerable<string> Check(SourceFile file) =>
        from line in file.Text.Split('\n').Index()
        from Match match in Outside.Matches(line.Item)
        select $"{file.Path}:{line.Index + 1}: {match.Value.Trim()}";

    [GeneratedRegex("""
        \b(registry[.]npmjs|registry[.]yarnpkg|(www|api)[.]nuget[.]org|deb[.]debian|security[.]debian|archive[.]ubuntu|pypi[.]org|proxy[.]golang)
        |(?<![\w.~-])/w[o]rk/ | [.][.]/shar[e]d\b | \b[i]ssue\ \#?\d+\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    static partial Regex Outside { get; }
}
