namespace ReactiveWs.Repository.Tests.Rules;

public sealed class NamingRuleTests
{
    [Fact]
    public void Types_are_named_for_what_they_are_and_files_are_short() => Rule.Holds(NamingRule.Check(RepositoryFiles.CSharp("src", "generators", "analyzers", "samples")));

    [Theory]
    [InlineData("class ConnectionManager;", "ConnectionManager")]
    [InlineData("static class FrameUtils;", "FrameUtils")]
    [InlineData("enum CloseInfo;", "CloseInfo")]
    public void Empty_words_are_found(string text, string finding) => Rule.Finds(finding, NamingRule.Check([SourceFile.CSharp(text)]));

    [Fact]
    public void A_long_file_is_found() => Rule.Finds("251 lines", NamingRule.Check([SourceFile.CSharp(string.Concat(Enumerable.Repeat("// line\n", 251)))]));

    [Fact]
    public void A_file_of_250_lines_and_OpenInfo_pass() =>
        Rule.Holds(NamingRule.Check([SourceFile.CSharp("record OpenInfo;\n" + string.Concat(Enumerable.Repeat("// line\n", 249)))]));
}
