namespace ReactiveWs.Repository.Tests;

/// <summary>How a test asks a rule for its verdict.</summary>
internal static class Rule
{
    /// <summary>Fails with every finding on a line of its own.</summary>
    public static void Holds(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    /// <summary>The rule finds exactly one thing, and says what.</summary>
    public static void Finds(string expected, IEnumerable<string> findings) =>
        Assert.Contains(expected, Assert.Single(findings), StringComparison.Ordinal);
}
