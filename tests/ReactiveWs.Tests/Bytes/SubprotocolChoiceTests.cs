using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class SubprotocolChoiceTests
{
    [Theory]
    [InlineData("a b", "b a", "a")]
    [InlineData("a b", "c b", "b")]
    [InlineData("a", "b", null)]
    [InlineData("a", "A", null)]
    [InlineData("", "a", null)]
    [InlineData("a", "", null)]
    public void The_first_of_the_servers_own_that_the_client_offers_is_selected(string own, string offered, string? expected) =>
        Assert.Equal(expected, SubprotocolChoice.Select(Words(own), Words(offered)));

    [Theory]
    [InlineData(null, "", "")]
    [InlineData("", "a b", "a b")]
    [InlineData("a, b", "c", "a b c")]
    public void Both_options_together_make_the_list(string? protocol, string protocols, string expected) =>
        Assert.Equal(Words(expected), SubprotocolChoice.List(protocol, Words(protocols)));

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b", "")]
    [InlineData("a,", "")]
    public void What_is_no_token_or_comes_twice_is_no_list(string protocol, string protocols) => Assert.Null(SubprotocolChoice.List(protocol, Words(protocols)));

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
