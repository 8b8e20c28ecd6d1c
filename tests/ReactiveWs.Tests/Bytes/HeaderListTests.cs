using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class HeaderListTests
{
    readonly HeaderList _headers = HeaderList.From([new("Set-Cookie", "a=b, c"), new("X-Empty", ""), new("set-cookie", "\u00E4"), new("Connection", "keep-alive ,Upgrade")]);

    [Fact]
    public void Names_are_found_without_regard_to_case_and_values_keep_their_order()
    {
        Assert.Equal(["a=b, c", "\u00E4"], _headers["SET-COOKIE"]);
        Assert.Equal([""], _headers["x-empty"]);
        Assert.True(_headers.ContainsKey("connection"));
        Assert.False(_headers.TryGetValue("missing", out _));
        Assert.Throws<KeyNotFoundException>(() => _headers["missing"]);
    }

    [Fact]
    public void Every_name_is_listed_once_as_it_came_first()
    {
        Assert.Equal(["Set-Cookie", "X-Empty", "Connection"], _headers.Keys);
        Assert.Equal(3, _headers.Count);
        Assert.Equal(_headers.Values, _headers.Select(header => header.Value));
        Assert.Empty(HeaderList.Empty);
    }

    [Fact]
    public void A_single_value_is_only_single_when_no_other_line_has_its_name()
    {
        Assert.Equal("keep-alive ,Upgrade", _headers.Only("CONNECTION"u8));
        Assert.Null(_headers.Only("set-cookie"u8));
        Assert.Null(_headers.Only("missing"u8));
        Assert.Equal((2, 0), (_headers.CountOf("set-cookie"u8), _headers.CountOf("missing"u8)));
    }

    [Theory]
    [InlineData("upgrade", true)]
    [InlineData("KEEP-ALIVE", true)]
    [InlineData("up", false)]
    [InlineData("", false)]
    public void A_list_has_its_tokens_without_regard_to_case(string token, bool expected) =>
        Assert.Equal(expected, _headers.HasToken("connection"u8, System.Text.Encoding.ASCII.GetBytes(token)));
}
