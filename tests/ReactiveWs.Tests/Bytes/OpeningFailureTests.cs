using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class OpeningFailureTests
{
    static readonly ServerAddress s_address = new(new Uri("wss://chat.example/room?token=secret"));

    [Theory]
    [InlineData(SocketError.HostNotFound, 200, "Connecting to chat.example:443 failed: the host name is not known")]
    [InlineData(SocketError.NoData, 200, "not known")]
    [InlineData(SocketError.TryAgain, 200, "name server did not answer")]
    [InlineData(SocketError.ConnectionRefused, 200, "Connecting to chat.example:443 failed: the connection was refused")]
    [InlineData(SocketError.HostUnreachable, 200, "cannot be reached")]
    [InlineData(SocketError.NetworkUnreachable, 200, "cannot be reached")]
    [InlineData(SocketError.TimedOut, 200, "did not answer")]
    [InlineData(SocketError.ConnectionReset, 200, "ended the connection")]
    [InlineData(SocketError.TooManyOpenSockets, 200, "Connecting to chat.example:443 failed: ")]
    [InlineData(SocketError.AccessDenied, 201, "does not permit connecting to chat.example:443")]
    public void What_the_network_reports_is_a_sentence_with_host_and_port(SocketError error, int code, string words) =>
        Says(new SocketException((int)error), code, words);

    [Theory]
    [InlineData("procedure: RemoteCertificateNameMismatch", "certificate is not for 'chat.example'")]
    [InlineData("errors in the certificate chain: UntrustedRoot", "CaPath")]
    [InlineData("errors in the certificate chain: PartialChain", "CaPath")]
    [InlineData("errors in the certificate chain: NotTimeValid", "expired or is not valid yet")]
    [InlineData("something else", "something else Check that the server speaks TLS on this port")]
    public void What_TLS_reports_is_a_sentence_with_host_and_port(string text, string words)
    {
        Says(new AuthenticationException(text), 200, words);
        Says(new AuthenticationException(text), 200, "TLS with chat.example:443 failed");
    }

    [Fact]
    public void A_cause_deep_inside_is_found() =>
        Says(new HttpRequestException("outer", new IOException("middle", new SocketException((int)SocketError.HostNotFound))), 200, "not known");

    [Fact]
    public void A_proxy_that_refuses_is_named_with_its_status()
    {
        var refused = new HttpRequestException(HttpRequestError.ProxyTunnelError, "The proxy tunnel request to proxy 'http://p/' failed with status code '407'.");

        Assert.Equal(407, OpeningFailure.From(s_address, refused).HttpStatus);
        Says(refused, 200, "Give Proxy a Username and a Password");
    }

    [Fact]
    public void A_proxy_that_fails_without_a_status_is_named_with_its_reason() =>
        Says(new HttpRequestException(HttpRequestError.ProxyTunnelError, "SOCKS server failed."), 200, "The proxy does not connect to chat.example:443: SOCKS server failed.");

    [Fact]
    public void Anything_else_is_2302999() => Says(new InvalidTimeZoneException("surprise"), 2302999, "wss://chat.example/room failed: surprise");

    [Fact]
    public void An_error_of_ours_stays_what_it_is()
    {
        var ours = new ReactiveWsException(WebSocketErrorCode.CertificateNotFound, "x");

        Assert.Same(ours, OpeningFailure.From(s_address, new HttpRequestException("wrapped", ours)));
    }

    static void Says(Exception cause, int code, string words)
    {
        var error = OpeningFailure.From(s_address, cause);

        Assert.Equal(code, (int)error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Same(cause, error.InnerException);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }
}
