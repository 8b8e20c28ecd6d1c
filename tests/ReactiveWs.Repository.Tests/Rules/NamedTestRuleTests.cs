namespace ReactiveWs.Repository.Tests.Rules;

public sealed class NamedTestRuleTests
{
    static readonly SourceFile s_tests = SourceFile.CSharp("class T { void A_lost_link_is_told() { } }", "tests/T.cs");

    [Fact]
    public void The_tests_that_SECURITY_names_are_there()
    {
        var document = RepositoryFiles.All.Single(file => file.Path == "SECURITY.md");

        Rule.Holds(NamedTestRule.Check(document, RepositoryFiles.CSharp("tests")));
    }

    [Fact]
    public void A_name_that_no_test_has_is_found() =>
        Rule.Finds("X.md:2: there is no test A_lost_link_is_hidden", NamedTestRule.Check(new("X.md", "`MaxFragments` | `A_lost_link_is_told`\n`A_lost_link_is_hidden`"), [s_tests]));
}
