using System.Net;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class GivenProxyTests
{
    static readonly Uri s_destination = new("ws://chat.example.com/");

    [Theory]
    [InlineData("proxy.example", 3128, "http://proxy.example:3128/")]
    [InlineData("http://proxy.example", 80, "http://proxy.example/")]
    [InlineData("https://proxy.example/", 443, "https://proxy.example/")]
    [InlineData("SOCKS5://10.0.0.1", 1080, "socks5://10.0.0.1:1080/")]
    [InlineData("socks4a://proxy.example", 1080, "socks4a://proxy.example:1080/")]
    [InlineData("::1", 8080, "http://[::1]:8080/")]
    [InlineData("[::1]", 8080, "http://[::1]:8080/")]
    public void Host_and_port_make_the_address(string host, int port, string expected)
    {
        var proxy = GivenProxy.For(s_destination, new(host, port));

        Assert.Equal(new Uri(expected), proxy!.GetProxy(s_destination));
    }

    [Theory]
    [InlineData("chat.example.com", true)]
    [InlineData("CHAT.EXAMPLE.COM", true)]
    [InlineData("example.com", true)]
    [InlineData(".example.com", true)]
    [InlineData("*.example.com", true)]
    [InlineData("*", true)]
    [InlineData("ample.com", false)]
    [InlineData("other.example.com", false)]
    [InlineData("*.chat.example.com", false)]
    [InlineData(".", false)]
    public void Excluded_hosts_are_reached_directly(string exclusion, bool isDirect) =>
        Assert.Equal(isDirect, GivenProxy.For(s_destination, new("proxy", 1) { Exclusions = ["x", exclusion] }) is null);

    [Theory]
    [InlineData("ws://10.0.0.1/", "10.0.0.1", true)]
    [InlineData("ws://10.0.0.1/", "0.0.1", false)]
    [InlineData("ws://[fe80::1]/", "fe80:0::1", true)]
    public void Addresses_are_excluded_whole(string uri, string exclusion, bool isDirect) =>
        Assert.Equal(isDirect, GivenProxy.For(new Uri(uri), new("proxy", 1) { Exclusions = [exclusion] }) is null);

    [Fact]
    public void Credentials_need_both_name_and_password()
    {
        var both = GivenProxy.For(s_destination, new("proxy", 1) { Username = "u", Password = "p" })!.Credentials as NetworkCredential;

        Assert.Equal(("u", "p"), (both?.UserName, both?.Password));
        Assert.Null(GivenProxy.For(s_destination, new("proxy", 1) { Username = "u" })!.Credentials);
    }

    [Fact]
    public void None_is_none() => Assert.Null(GivenProxy.For(s_destination, WebSocketProxy.None));
}
