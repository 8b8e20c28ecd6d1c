using ReactiveWs.Tests.Conformance.Rig;
using ReactiveWs.Tests.Frames;

namespace ReactiveWs.Tests.Conformance;

/// <summary>The negotiation of permessage-deflate on the wire (RFC 7692 §5, §7.1).</summary>
public class NegotiationTests
{
    const string Deflate = "permessage-deflate";

    static readonly WebSocketCompression s_any = new() { Threshold = 0 };

    /// <summary>What a client offers, and what our server answers when it has no wishes of its own; null declines.</summary>
    public static TheoryData<string, string?> Offers => new()
    {
        { Deflate, Deflate },
        { "Permessage-Deflate", Deflate },
        { $"{Deflate}; client_max_window_bits", Deflate },
        { $"{Deflate};client_max_window_bits", Deflate },
        { $" {Deflate} ; client_max_window_bits ", Deflate },
        { $"{Deflate}; server_no_context_takeover", $"{Deflate}; server_no_context_takeover" },
        { $"{Deflate}; client_no_context_takeover", $"{Deflate}; client_no_context_takeover" },
        { $"{Deflate}; client_no_context_takeover; server_no_context_takeover", $"{Deflate}; server_no_context_takeover; client_no_context_takeover" },
        { $"{Deflate}; server_max_window_bits=8", $"{Deflate}; server_max_window_bits=8" },
        { $"{Deflate}; server_max_window_bits=9", $"{Deflate}; server_max_window_bits=9" },
        { $"{Deflate}; server_max_window_bits=14", $"{Deflate}; server_max_window_bits=14" },
        { $"{Deflate}; server_max_window_bits=\"10\"", $"{Deflate}; server_max_window_bits=10" },
        { $"{Deflate}; server_max_window_bits=10, {Deflate}", $"{Deflate}; server_max_window_bits=10" },
        { $"{Deflate}; server_no_context_takeover; client_max_window_bits, {Deflate}; client_max_window_bits", $"{Deflate}; server_no_context_takeover" },
        { $"x-webkit-deflate-frame, {Deflate}", Deflate },
        { $"x-unknown; a=\"b, {Deflate}\", {Deflate}; server_max_window_bits=11", $"{Deflate}; server_max_window_bits=11" },
        { $"{Deflate}; server_max_window_bits=7, {Deflate}; server_max_window_bits=12", $"{Deflate}; server_max_window_bits=12" },
        { $"{Deflate}; unknown, {Deflate}", Deflate },
        { $",, {Deflate},", Deflate },
        { "x-webkit-deflate-frame", null },
        { "permessage-deflate2", null },
        { $"{Deflate}; unknown", null },
        { $"{Deflate}; unknown=1", null },
        { $"{Deflate}; server_max_window_bits", null },
        { $"{Deflate}; server_max_window_bits=7", null },
        { $"{Deflate}; server_max_window_bits=16", null },
        { $"{Deflate}; server_max_window_bits=08", null },
        { $"{Deflate}; server_max_window_bits=-9", null },
        { $"{Deflate}; server_max_window_bits=nine", null },
        { $"{Deflate}; server_max_window_bits=10; server_max_window_bits=10", null },
        { $"{Deflate}; client_max_window_bits=7", null },
        { $"{Deflate}; client_max_window_bits=16", null },
        { $"{Deflate}; client_max_window_bits; client_max_window_bits", null },
        { $"{Deflate}; server_no_context_takeover=true", null },
        { $"{Deflate}; server_no_context_takeover; server_no_context_takeover", null },
        { $"{Deflate}; client_no_context_takeover=1", null },
        { $"{Deflate};;", null },
    };

    /// <summary>What a server answers to our client's offer of everything.</summary>
    public static TheoryData<string> GoodAnswers =>
    [
        Deflate, $"{Deflate}; server_no_context_takeover", $"{Deflate}; client_no_context_takeover", $"{Deflate}; server_max_window_bits=8", $"{Deflate}; server_max_window_bits=15",
        $"{Deflate}; client_max_window_bits=8", $"{Deflate}; client_max_window_bits=15", $"{Deflate};client_max_window_bits=\"9\"; server_no_context_takeover",
    ];

    public static TheoryData<string> BadAnswers =>
    [
        "x-unknown", "permessage-bzip2", $"x-unknown, {Deflate}", $"{Deflate}, x-unknown", $"{Deflate}, {Deflate}", $"{Deflate}; unknown", $"{Deflate}; unknown=1",
        $"{Deflate}; server_max_window_bits", $"{Deflate}; server_max_window_bits=7", $"{Deflate}; server_max_window_bits=16", $"{Deflate}; server_max_window_bits=09",
        $"{Deflate}; client_max_window_bits", $"{Deflate}; client_max_window_bits=7", $"{Deflate}; client_max_window_bits=16", $"{Deflate}; client_max_window_bits=8; client_max_window_bits=8",
        $"{Deflate}; server_no_context_takeover=1", $"{Deflate}; client_no_context_takeover; client_no_context_takeover", $"{Deflate};", $"{Deflate}; =8", "\"permessage-deflate\"",
    ];

    [Theory, MemberData(nameof(Offers))]
    public async Task A_server_answers_an_offer(string offer, string? answer)
    {
        await using var exchange = new Exchange(Ours.Server, new Terms { Compression = s_any, PeerExtensions = offer });
        await exchange.OpenAsync();
        Assert.Equal(answer, RawHandshake.Value(exchange.Head, "Sec-WebSocket-Extensions"));
    }

    [Theory, MemberData(nameof(Offers))]
    public Task And_keeps_to_its_answer(string offer, string? answer) =>
        Both(new Terms { Compression = s_any, PeerExtensions = offer }, answer is null).RunAsync(Ours.Server);

    [Fact]
    public async Task A_server_that_does_not_compress_declines()
    {
        await using var exchange = new Exchange(Ours.Server, new Terms { PeerExtensions = $"{Deflate}; client_max_window_bits" });
        await exchange.OpenAsync();
        Assert.Null(RawHandshake.Value(exchange.Head, "Sec-WebSocket-Extensions"));
    }

    [Theory]
    [InlineData("", $"{Deflate}; client_no_context_takeover; server_max_window_bits=10")]
    [InlineData("; client_max_window_bits", $"{Deflate}; client_no_context_takeover; server_max_window_bits=10; client_max_window_bits=9")]
    [InlineData("; client_max_window_bits=8; server_max_window_bits=8", $"{Deflate}; client_no_context_takeover; server_max_window_bits=8; client_max_window_bits=8")]
    public async Task A_server_adds_its_own_wishes_where_the_offer_lets_it(string parameters, string answer)
    {
        var wishes = new WebSocketCompression { ClientNoContextTakeover = true, ServerMaxWindowBits = 10, ClientMaxWindowBits = 9 };
        await using var exchange = new Exchange(Ours.Server, new Terms { Compression = wishes, PeerExtensions = Deflate + parameters });
        await exchange.OpenAsync();
        Assert.Equal(answer, RawHandshake.Value(exchange.Head, "Sec-WebSocket-Extensions"));
    }

    [Theory, MemberData(nameof(GoodAnswers))]
    public Task A_client_keeps_to_the_answer(string answer) => Both(new Terms { Compression = s_any, PeerExtensions = answer }, plain: false).RunAsync(Ours.Client);

    [Fact]
    public Task A_client_whose_offer_is_declined_does_not_compress() => Both(new Terms { Compression = s_any }, plain: true).RunAsync(Ours.Client);

    [Theory, MemberData(nameof(BadAnswers))]
    public Task A_client_fails_on_an_answer_that_it_did_not_offer(string answer) => RefusesAsync(new Terms { Compression = s_any, PeerExtensions = answer });

    [Theory]
    [InlineData(Deflate)]
    [InlineData("x-unknown")]
    public Task A_client_that_offers_nothing_takes_nothing(string answer) => RefusesAsync(new Terms { PeerExtensions = answer });

    [Theory]
    [InlineData(Deflate)]
    [InlineData($"{Deflate}; server_no_context_takeover; server_max_window_bits=11")]
    [InlineData($"{Deflate}; server_max_window_bits=10")]
    [InlineData($"{Deflate}; server_no_context_takeover; server_max_window_bits=10; client_max_window_bits=10")]
    public Task A_client_fails_on_an_answer_that_keeps_less_than_it_asked_for(string answer) => RefusesAsync(new Terms
    {
        Compression = new() { ServerNoContextTakeover = true, ServerMaxWindowBits = 10, ClientMaxWindowBits = 9 },
        PeerExtensions = answer,
    });

    static async Task RefusesAsync(Terms terms)
    {
        await using var exchange = new Exchange(Ours.Client, terms);
        var error = await Assert.ThrowsAsync<ReactiveWsException>(exchange.OpenAsync);
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Equal([error], exchange.Errors);
        Assert.Empty(exchange.Closes);
        Assert.Null(await exchange.Peer.ReadAsync(exchange.Guard));
    }

    static Script Both(Terms terms, bool plain)
    {
        RawFrame[] messages = [RawFrame.Text(Wire.Prose(2000)), RawFrame.Binary(Wire.Random(500)), RawFrame.Text(Wire.Prose(2000))];
        return plain ? Script.Begin(terms).Echo(messages).Closes() : Script.Begin(terms).EchoCompressed(messages).Closes();
    }
}
