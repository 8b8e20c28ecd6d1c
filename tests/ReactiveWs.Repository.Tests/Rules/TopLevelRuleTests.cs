namespace ReactiveWs.Repository.Tests.Rules;

public sealed class TopLevelRuleTests
{
    [Fact]
    public void The_top_holds_what_the_design_names() => Rule.Holds(TopLevelRule.Check(RepositoryFiles.TopLevel()));

    [Theory]
    [InlineData("docs/")]
    [InlineData("build.sh")]
    [InlineData(".github/")]
    public void Anything_else_is_found(string name) => Rule.Finds(name, TopLevelRule.Check(["src/", ".editorconfig", name]));
}
