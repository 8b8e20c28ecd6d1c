using FsCheck.Fluent;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class DeflateOfferTests
{
    static readonly WebSocketCompression s_nothingSpecial = new();

    [Theory]
    [InlineData("permessage-deflate", "permessage-deflate")]
    [InlineData("permessage-deflate; client_max_window_bits", "permessage-deflate")]   // what browsers send
    [InlineData("permessage-deflate; client_max_window_bits=10", "permessage-deflate; client_max_window_bits=10")]   // or System.Net.WebSockets hangs up
    [InlineData("permessage-deflate; server_no_context_takeover", "permessage-deflate; server_no_context_takeover")]
    [InlineData("permessage-deflate; client_no_context_takeover", "permessage-deflate; client_no_context_takeover")]
    [InlineData("permessage-deflate; server_max_window_bits=10", "permessage-deflate; server_max_window_bits=10")]
    [InlineData("permessage-deflate; server_max_window_bits=8", "permessage-deflate; server_max_window_bits=8")]
    [InlineData("permessage-deflate; server_max_window_bits=15", "permessage-deflate")]
    [InlineData("permessage-deflate; server_max_window_bits=\"9\"", "permessage-deflate; server_max_window_bits=9")]
    [InlineData("PerMessage-Deflate; Server_No_Context_Takeover", "permessage-deflate; server_no_context_takeover")]
    [InlineData("permessage-deflate; client_max_window_bits; server_max_window_bits=12; client_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12")]
    public void A_legal_offer_is_accepted(string offer, string answer) => Assert.Equal(answer, Answer(s_nothingSpecial, offer));

    [Theory]
    [InlineData("")]
    [InlineData("foo")]
    [InlineData("x-webkit-deflate-frame")]
    [InlineData("permessage-deflate; unknown")]
    [InlineData("permessage-deflate; server_no_context_takeover=1")]
    [InlineData("permessage-deflate; server_no_context_takeover; server_no_context_takeover")]
    [InlineData("permessage-deflate; client_no_context_takeover; CLIENT_NO_CONTEXT_TAKEOVER")]
    [InlineData("permessage-deflate; server_max_window_bits")]
    [InlineData("permessage-deflate; server_max_window_bits=7")]
    [InlineData("permessage-deflate; server_max_window_bits=16")]
    [InlineData("permessage-deflate; server_max_window_bits=08")]
    [InlineData("permessage-deflate; server_max_window_bits=+9")]
    [InlineData("permessage-deflate; server_max_window_bits=010")]
    [InlineData("permessage-deflate; server_max_window_bits=100")]
    [InlineData("permessage-deflate; server_max_window_bits=\"\"")]
    [InlineData("permessage-deflate; server_max_window_bits=10; server_max_window_bits=10")]
    [InlineData("permessage-deflate; client_max_window_bits=1")]
    [InlineData("permessage-deflate; client_max_window_bits; client_max_window_bits=10")]
    [InlineData("permessage-deflate; client_max_window_bits; client_max_window_bits")]
    [InlineData("permessage-deflate;")]
    [InlineData("permessage-deflate=1")]
    public void An_offer_that_is_illegal_or_unknown_is_declined(string offer) => Assert.Null(Answer(s_nothingSpecial, offer));

    [Theory]
    [InlineData("foo, permessage-deflate; server_max_window_bits=20, permessage-deflate; server_max_window_bits=9, permessage-deflate")]
    [InlineData("=, permessage-deflate; server_max_window_bits=9")]
    public void The_first_acceptable_offer_is_taken(string offers) => Assert.Equal("permessage-deflate; server_max_window_bits=9", Answer(s_nothingSpecial, offers));

    [Fact]
    public void Offers_may_come_in_several_headers() =>
        Assert.Equal("permessage-deflate; server_max_window_bits=9", Answer(s_nothingSpecial, "foo", "permessage-deflate; server_max_window_bits=9", "permessage-deflate"));

    [Theory]
    [InlineData("permessage-deflate", "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11")]   // the client's window is not offered
    [InlineData("permessage-deflate; client_max_window_bits",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11; client_max_window_bits=12")]
    [InlineData("permessage-deflate; client_max_window_bits=10; server_max_window_bits=10",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; client_max_window_bits=10")]
    public void The_servers_wishes_go_into_the_answer(string offer, string answer)
    {
        var wanted = new WebSocketCompression { ServerNoContextTakeover = true, ClientNoContextTakeover = true, ServerMaxWindowBits = 11, ClientMaxWindowBits = 12 };
        Assert.Equal(answer, Answer(wanted, offer));
    }

    [Fact]
    public void An_offer_that_demands_a_smaller_window_than_is_allowed_is_passed_over()
    {
        var wanted = new WebSocketCompression { MinWindowBits = 10 };
        Assert.Null(Answer(wanted, "permessage-deflate; server_max_window_bits=9"));
        Assert.Equal("permessage-deflate; server_max_window_bits=10", Answer(wanted, "permessage-deflate; server_max_window_bits=9, permessage-deflate; server_max_window_bits=10"));
    }

    [Fact]
    public void An_answer_that_demands_a_smaller_window_than_is_allowed_fails_the_connection() =>
        AssertProblem("'client_max_window_bits=9' demands less than MinWindowBits (10)", ["permessage-deflate; client_max_window_bits=9"], new WebSocketCompression { MinWindowBits = 10 });

    [Fact]
    public void The_parameters_are_those_of_the_answer()
    {
        var accepted = DeflateOffer.Accept(["permessage-deflate; server_max_window_bits=9; client_max_window_bits"], new WebSocketCompression { ClientMaxWindowBits = 12 });
        Assert.Equal(new DeflateParameters(false, false, 9, 12), accepted!.Value.Parameters);
    }

    [Fact]
    public void By_default_the_clients_window_is_negotiable() =>
        Assert.Equal("permessage-deflate; client_max_window_bits", DeflateOffer.Offer(s_nothingSpecial));

    [Fact]
    public void The_clients_wishes_go_into_the_offer() => Assert.Equal(
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; client_max_window_bits=11",
        DeflateOffer.Offer(new WebSocketCompression { ServerNoContextTakeover = true, ClientNoContextTakeover = true, ServerMaxWindowBits = 10, ClientMaxWindowBits = 11 }));

    [Theory]
    [InlineData("permessage-deflate", false, false, 15, 15)]
    [InlineData("permessage-deflate; server_no_context_takeover", true, false, 15, 15)]
    [InlineData("permessage-deflate; client_no_context_takeover", false, true, 15, 15)]
    [InlineData("permessage-deflate; server_max_window_bits=9", false, false, 9, 15)]
    [InlineData("permessage-deflate; client_max_window_bits=8", false, false, 15, 8)]
    internal void A_legal_answer_is_taken(string answer, bool serverForgets, bool clientForgets, int serverBits, int clientBits)
    {
        Assert.True(DeflateOffer.TryReadResponse([answer], s_nothingSpecial, out var parameters, out var problem));
        Assert.Null(problem);
        Assert.Equal(new DeflateParameters(serverForgets, clientForgets, serverBits, clientBits), parameters);
    }

    [Fact]
    public void Without_an_answer_nothing_is_compressed()
    {
        Assert.True(DeflateOffer.TryReadResponse([], s_nothingSpecial, out var parameters, out _));
        Assert.Null(parameters);
    }

    [Theory]
    [InlineData("foo", "'foo' was not offered")]
    [InlineData("permessage-deflate, foo", "'foo' was not offered")]
    [InlineData("permessage-deflate, permessage-deflate", "accepted twice")]
    [InlineData("permessage-deflate; unknown", "'unknown' is illegal")]
    [InlineData("permessage-deflate; client_max_window_bits", "'client_max_window_bits' is illegal")]   // bare only in an offer
    [InlineData("permessage-deflate; server_max_window_bits=07", "'server_max_window_bits=07' is illegal")]
    [InlineData("permessage-deflate; server_no_context_takeover; server_no_context_takeover", "'server_no_context_takeover' is illegal")]
    [InlineData("permessage-deflate;", "malformed")]
    [InlineData("permessage-deflate,=", "malformed")]
    public void An_illegal_answer_fails_the_connection(string answer, string reason) => AssertProblem(reason, [answer], s_nothingSpecial);

    [Fact]
    public void An_answer_to_no_offer_fails_the_connection() => AssertProblem("'permessage-deflate' was not offered", ["permessage-deflate"], null);

    [Theory]
    [InlineData("permessage-deflate; server_max_window_bits=10; client_max_window_bits=11", "'server_no_context_takeover' was offered")]
    [InlineData("permessage-deflate; server_no_context_takeover", "'server_max_window_bits' exceeds the offered 10")]
    [InlineData("permessage-deflate; server_no_context_takeover; server_max_window_bits=11", "'server_max_window_bits' exceeds the offered 10")]
    [InlineData("permessage-deflate; server_no_context_takeover; server_max_window_bits=10; client_max_window_bits=12", "'client_max_window_bits' exceeds the offered 11")]
    public void An_answer_that_promises_less_than_was_asked_fails_the_connection(string answer, string reason) =>
        AssertProblem(reason, [answer], new WebSocketCompression { ServerNoContextTakeover = true, ServerMaxWindowBits = 10, ClientMaxWindowBits = 11 });

    [Fact]
    public void What_the_client_promised_by_itself_stays_promised()
    {
        var offered = new WebSocketCompression { ClientNoContextTakeover = true, ClientMaxWindowBits = 11 };
        Assert.True(DeflateOffer.TryReadResponse(["permessage-deflate"], offered, out var parameters, out _));
        Assert.Equal(new DeflateParameters(false, true, 15, 11), parameters);
    }

    [Fact]
    public void Whatever_both_sides_wish_they_agree() => Inputs.Hold(Wishes().Two().ToArbitrary(), wishes =>
    {
        var (client, server) = wishes;
        var accepted = DeflateOffer.Accept([DeflateOffer.Offer(client)], server);
        Assert.True(DeflateOffer.TryReadResponse([accepted!.Value.ResponseHeader], client, out var parameters, out var problem), problem);
        Assert.Equal(accepted.Value.Parameters.ServerNoContextTakeover, parameters!.ServerNoContextTakeover);
        Assert.Equal(accepted.Value.Parameters.ServerMaxWindowBits, parameters.ServerMaxWindowBits);
        Assert.True(parameters.ClientMaxWindowBits <= accepted.Value.Parameters.ClientMaxWindowBits);
        Assert.True(parameters.ClientNoContextTakeover || !accepted.Value.Parameters.ClientNoContextTakeover);
    });

    [Fact]
    public void No_header_makes_it_throw() => Inputs.Hold(Inputs.ExtensionHeader, header =>
    {
        var accepted = DeflateOffer.Accept([header], s_nothingSpecial);
        var agreed = DeflateOffer.TryReadResponse([header], s_nothingSpecial, out var parameters, out var problem);
        Assert.Equal(agreed, problem is null);
        Assert.True(agreed || parameters is null);
        Assert.True(accepted is not null || parameters is null);   // every legal answer is a legal offer, too
    }, count: 3000);

    static string? Answer(WebSocketCompression wanted, params string[] offers) => DeflateOffer.Accept(offers, wanted)?.ResponseHeader;

    static void AssertProblem(string reason, string[] answer, WebSocketCompression? offered)
    {
        Assert.False(DeflateOffer.TryReadResponse(answer, offered, out var parameters, out var problem));
        Assert.Null(parameters);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    static FsCheck.Gen<WebSocketCompression> Wishes() =>
        from server in ArbMap.Default.GeneratorFor<bool>()
        from client in ArbMap.Default.GeneratorFor<bool>()
        from serverBits in Gen.Choose(8, 15)
        from clientBits in Gen.Choose(8, 15)
        select new WebSocketCompression { ServerNoContextTakeover = server, ClientNoContextTakeover = client, ServerMaxWindowBits = serverBits, ClientMaxWindowBits = clientBits };
}
