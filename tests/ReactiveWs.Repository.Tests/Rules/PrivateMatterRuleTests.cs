namespace ReactiveWs.Repository.Tests.Rules;

public sealed class PrivateMatterRuleTests
{
    [Fact]
    public void The_repository_stands_on_its_own() => Rule.Holds(PrivateMatterRule.Check(RepositoryFiles.All));

    // Joined here, or this file would be a finding.
    [Theory]
    [InlineData("https://registry.", "npmjs.org/ws")]
    [InlineData("https://api.", "nuget.org/v3/index.json")]
    [InlineData("cd /wor", "k/main")]
    [InlineData("see ../sha", "red/design")]
    [InlineData("as issue", " 12 says")]
    public void What_points_outside_is_found(string start, string end) => Assert.Single(PrivateMatterRule.Check([new("README.md", start + end)]));

    [Theory]
    [InlineData("actions/runner/work/x")]
    [InlineData("an issue with 12 rows")]
    [InlineData("a shared folder")]
    public void Ordinary_words_pass(string text) => Rule.Holds(PrivateMatterRule.Check([new("README.md", text)]));
}
