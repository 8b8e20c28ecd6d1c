using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class AddressCheckTests
{
    [Theory]
    [InlineData("ws://localhost", "/", "localhost")]
    [InlineData("WS://LOCALHOST:80/chat", "/chat", "localhost")]
    [InlineData("ws://localhost:8080?token=1", "/?token=1", "localhost:8080")]
    [InlineData("wss://example.com/a%20b?c=%23", "/a%20b?c=%23", "example.com")]
    [InlineData("wss://example.com:80/a b/\u00E4", "/a%20b/%C3%A4", "example.com:80")]
    [InlineData("ws://[::1]:9000/", "/", "[::1]:9000")]
    [InlineData("ws://b\u00FCcher.example/", "/", "xn--bcher-kva.example")]
    public void A_WebSocket_URL_is_read(string text, string target, string hostHeader)
    {
        var (uri, fault) = AddressCheck.Read(text);

        Assert.Null(fault);
        var address = new ServerAddress(uri!);
        Assert.Equal((target, hostHeader), (address.Target, address.HostHeader));
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("localhost:8080", "'localhost'. A WebSocket URL begins with ws:// or wss://")]
    [InlineData("/chat", "'file'")]
    [InlineData("chat", "'chat' is not a URL")]
    [InlineData("ws://", "'ws://' is not a URL")]
    [InlineData("ws://host:99999/", "'ws://host:99999/' is not a URL")]
    [InlineData("ws://exa mple/", "is not a URL")]
    [InlineData("http://localhost/chat", "'http'. Write 'ws' instead")]
    [InlineData("https://localhost/chat", "'https'. Write 'wss' instead")]
    [InlineData("ftp://localhost/", "'ftp'. A WebSocket URL begins with ws:// or wss://")]
    [InlineData("ws://localhost/#top", "fragment")]
    [InlineData("ws://localhost/#", "fragment")]
    [InlineData("ws://localhost:0/", "port 0")]
    [InlineData("ws://user@localhost/", "Header[\"Authorization\"]")]
    public void What_is_no_WebSocket_URL_is_2302001_and_says_why(string? text, string words)
    {
        var (uri, fault) = AddressCheck.Read(text);

        Assert.Null(uri);
        Assert.Equal(WebSocketErrorCode.InvalidUrl, fault!.Code);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_long_as_the_module_allows_is_read_and_longer_is_2302001()
    {
        var text = "ws://localhost/".PadRight(8196, 'a');

        Assert.Null(AddressCheck.Read(text).Fault);
        Assert.Contains("8197 characters", AddressCheck.Read(text + "a").Fault!.Message, StringComparison.Ordinal);
        Assert.Contains("8197 characters", AddressCheck.Fault(new Uri(text + "a"))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_Uri_is_2302001() =>
        Assert.Contains("'chat' is not an absolute URL", AddressCheck.Fault(new Uri("chat", UriKind.Relative))!.Message, StringComparison.Ordinal);

    [Fact]
    public void A_Uri_whose_path_was_not_escaped_on_purpose_cannot_smuggle_a_header()
    {
        var uri = new Uri("ws://localhost/a\r\nX: y", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

        Assert.Contains("percent-encoded", AddressCheck.Fault(uri)!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ws://user:secret@localhost/")]
    [InlineData("http://user:secret@localhost/?token=secret")]
    [InlineData("ftp://user:secret@localhost/?token=secret")]
    [InlineData("ws://user:secret@ho st/?token=secret")]
    [InlineData("user:secret@localhost/")]
    [InlineData("ws://localhost:0/?token=secret")]
    [InlineData("ws://localhost/?token=secret#x")]
    [InlineData("nothing?secret")]
    [InlineData("nothing#secret")]
    public void No_secret_of_an_address_is_in_the_message(string text) =>
        Assert.DoesNotContain("secret", AddressCheck.Read(text).Fault!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void An_address_shows_itself_without_its_query() =>
        Assert.Equal("wss://example.com:444/chat", new ServerAddress(new Uri("wss://example.com:444/chat?token=secret")).ToString());

    [Theory]
    [InlineData("ws://localhost:8080/", true, "http://localhost:8080")]
    [InlineData("ws://localhost:8080/", false, "http://localhost")]
    [InlineData("wss://example.com/", true, "https://example.com")]
    [InlineData("wss://[::1]:80/", true, "https://[::1]:80")]
    public void The_default_origin_is_that_of_a_page_of_the_host(string uri, bool withPort, string origin) =>
        Assert.Equal(origin, new ServerAddress(new Uri(uri)).Origin(withPort));

    [Theory]
    [InlineData("ws://a.example/", "a.example", true)]
    [InlineData("ws://a.example/", "A.EXAMPLE", true)]
    [InlineData("ws://a.example/", "b.example", false)]
    [InlineData("ws://a.example/", "example", false)]
    [InlineData("ws://a.example/", "*.example", true)]
    [InlineData("ws://a.b.example/", "*.example", true)]
    [InlineData("ws://example/", "*.example", false)]
    [InlineData("ws://notexample/", "*.example", false)]
    [InlineData("ws://[::1]/", "0:0:0:0:0:0:0:1", true)]
    [InlineData("ws://10.0.0.1/", "*.0.0.1", false)]
    [InlineData("ws://a.example/", "", false)]
    public void Only_allowed_hosts_pass_and_others_are_2302998(string uri, string allowed, bool passes)
    {
        var fault = AddressCheck.HostFault(new Uri(uri), ["other.example", allowed]);

        Assert.Equal(passes, fault is null);
        Assert.True(passes || fault!.Code == WebSocketErrorCode.HostNotAllowed);
        Assert.True(passes || fault!.Message.Contains($"'{new Uri(uri).IdnHost}' is not in AllowedHosts (other.example, {allowed})", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_list_all_hosts_are_allowed_and_with_an_empty_one_none()
    {
        Assert.Null(AddressCheck.HostFault(new Uri("ws://a/"), null));
        Assert.NotNull(AddressCheck.HostFault(new Uri("ws://a/"), []));
    }
}
