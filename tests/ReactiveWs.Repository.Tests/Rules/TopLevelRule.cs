namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>The first screen of the repository is fixed.</summary>
internal static class TopLevelRule
{
    static readonly HashSet<string> s_names =
    [
        "src/", "generators/", "analyzers/", "tests/", "samples/", ".ci/",
        "ReactiveWs.sln", "README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE",
        "Directory.Build.props", "Directory.Packages.props", "global.json",
    ];

    public static IEnumerable<string> Check(IEnumerable<string> names) =>
        names.Where(name => !s_names.Contains(name) && !IsDotFile(name)).Select(name => $"{name} does not belong at the top");

    static bool IsDotFile(string name) => name.StartsWith('.') && !name.EndsWith('/');
}
