using ReactiveWs.Analyzers.Usage;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class NotAnAddressAnalyzerTests
{
    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("https://example.org/chat")]
    [InlineData("ftp://example.org")]
    [InlineData("example.org")]
    [InlineData("localhost:8080")]
    [InlineData("")]
    [InlineData("ws://")]
    [InlineData("ws://host:99999")]
    [InlineData("ws://example.org/#part")]
    [InlineData("ws:/example.org")]
    public async Task A_constant_that_is_no_address_triggers(string address)
    {
        await Rule<NotAnAddressAnalyzer>.CheckBodyAsync($"await p.ConnectAsync([|\"{address}\"|]);");
        await Rule<NotAnAddressAnalyzer>.CheckBodyAsync($"await p.ConnectAsync(new Uri([|\"{address}\"|]));");
        await Rule<NotAnAddressAnalyzer>.CheckBodyAsync($"using var s = ReactiveWebSocket.Connect([|\"{address}\"|]).Subscribe();");
    }

    [Theory]
    [InlineData("\"ws://localhost:8080\"")]
    [InlineData("\"wss://example.org/chat?room=1\"")]
    [InlineData("\"WSS://EXAMPLE.ORG\"")]
    [InlineData("\"ws://[::1]:80/\"")]
    [InlineData("\"ws://127.0.0.1\"")]
    [InlineData("\"ws://bücher.example\"")]
    [InlineData("u")]
    [InlineData("$\"http://{u}\"")]
    [InlineData("new Uri(u)")]
    [InlineData("new Uri(new Uri(\"http://example.org\"), \"chat\")")]
    [InlineData("new UriBuilder(\"http://example.org\") { Scheme = \"ws\" }.Uri")]
    [InlineData("Environment.GetEnvironmentVariable(\"ADDRESS\") ?? \"ws://localhost\"")]
    public Task An_address_or_what_is_not_constant_stays_silent(string address) =>
        Rule<NotAnAddressAnalyzer>.CheckBodyAsync($"await p.ConnectAsync({address});");

    [Fact]
    public Task Another_http_address_stays_silent() =>
        Rule<NotAnAddressAnalyzer>.CheckBodyAsync("using var http = new HttpClient(); await http.GetAsync(\"http://example.org\"); await p.SendAsync(\"http://example.org\");");

    [Theory]
    [InlineData("phone-14", 1023, false)]
    [InlineData("phone-14", 1024, true)]
    [InlineData("phone-15", 1024, false)]
    [InlineData("phone-15;phone-14", 1024, true)]
    [InlineData("phone-15", 2048, true)]
    [InlineData("phone-26", 8195, false)]
    [InlineData("phone-26", 8196, true)]
    [InlineData("", 9000, false)]
    public Task The_longest_address_depends_on_the_targets(string targets, int length, bool triggers)
    {
        var address = "\"ws://x/" + new string('a', length - 7) + "\"";
        return Rule<NotAnAddressAnalyzer>.CheckBodyAsync($"await p.ConnectAsync({(triggers ? $"[|{address}|]" : address)});", targets: targets);
    }

    [Theory]
    [InlineData("http://localhost:8080/a", "ws://localhost:8080/a")]
    [InlineData("HTTPS://example.org", "wss://example.org")]
    [InlineData("ws://example.org/a#part", "ws://example.org/a")]
    [InlineData("https://example.org/#part", "wss://example.org/")]
    public Task The_fix_mends_scheme_and_fragment(string before, string after) => Fix<NotAnAddressAnalyzer, NotAnAddressFix>.CheckAsync(
        Bodies.InMethod($"await p.ConnectAsync(\"{before}\"); await p.ConnectAsync(new Uri(\"{before}\"));"),
        Bodies.InMethod($"await p.ConnectAsync(\"{after}\"); await p.ConnectAsync(new Uri(\"{after}\"));"));

    [Theory]
    [InlineData("ftp://example.org")]
    [InlineData("localhost:8080")]
    [InlineData("ws://")]
    public Task What_cannot_be_guessed_has_no_fix(string address) =>
        Fix<NotAnAddressAnalyzer, NotAnAddressFix>.CheckNotOfferedAsync(Bodies.InMethod($"await p.ConnectAsync(\"{address}\");"));
}
