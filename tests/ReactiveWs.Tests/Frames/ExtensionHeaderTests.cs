using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class ExtensionHeaderTests
{
    [Theory]
    [InlineData("foo", "foo")]
    [InlineData("foo, bar", "foo|bar")]
    [InlineData(" foo\t,\tbar ", "foo|bar")]
    [InlineData("foo; a; b=2", "foo;a;b=2")]
    [InlineData("foo;a=1;b=2,bar;c", "foo;a=1;b=2|bar;c")]
    [InlineData("foo ; a = 1 ; b", "foo;a=1;b")]
    [InlineData("foo; a=\"10\"", "foo;a=10")]
    [InlineData("foo; a=\"1\\0\"", "foo;a=10")]
    [InlineData("foo; a; a", "foo;a;a")]
    [InlineData("!#$%&'*+-.^_`|~0aZ", "!#$%&'*+-.^_`|~0aZ")]
    public void Legal_headers_are_read(string header, string elements) => Assert.Equal(elements, Read(header));

    [Theory]
    [InlineData("", "")]
    [InlineData(" , ,", "")]
    [InlineData(",foo,,bar,", "foo|bar")]
    public void Empty_elements_are_passed_over(string header, string elements) => Assert.Equal(elements, Read(header));

    [Theory]
    [InlineData("foo bar, next")]
    [InlineData("foo;, next")]
    [InlineData("; a, next")]
    [InlineData("=, next")]
    [InlineData("foo; a=, next")]
    [InlineData("foo; =1, next")]
    [InlineData("foo; a=1=2, next")]
    [InlineData("foo; a==1, next")]
    [InlineData("foo/bar, next")]
    [InlineData("föö, next")]
    [InlineData("foo; a=\"\", next")]
    [InlineData("foo; a=\"b c\", next")]              // quoted, it must still be a token (RFC 6455 §9.1)
    [InlineData("foo; a=\"b,c\", next")]              // and a quoted comma is no separator
    [InlineData("foo; a=\"b\\\",c\", next")]
    [InlineData("foo; a=\"1\"2, next")]
    [InlineData("foo bar; a=\"x,y\", next")]
    [InlineData("foo bar; a=\"x\\\",y\", next")]
    public void A_malformed_element_is_marked_and_the_next_is_read(string header) => Assert.Equal("?|next", Read(header));

    [Theory]
    [InlineData("foo; a=\"1")]
    [InlineData("foo; a=\"1\\")]
    [InlineData("foo; a=\"1, bar")]
    public void A_quote_that_stays_open_takes_the_rest_with_it(string header) => Assert.Equal("?", Read(header));

    [Fact]
    public void Several_headers_are_one_list() => Assert.Equal("foo|?|bar;a|baz", Read("foo", "=", "bar; a, baz"));

    [Fact]
    public void No_header_makes_it_throw() => Inputs.Hold(Inputs.ExtensionHeader, header => Assert.NotNull(Read(header, header)));

    static string Read(params string[] headers) => string.Join('|', ExtensionHeader.Parse(headers).Select(Show));

    static string Show(Extension? element) => element is null
        ? "?"
        : string.Concat(element.Parameters.Select(parameter => ";" + parameter.Key + (parameter.Value is null ? "" : "=" + parameter.Value)).Prepend(element.Name));
}
