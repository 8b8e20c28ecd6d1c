using System.Collections.Immutable;

namespace ReactiveWs.Generators.Tests.Typed;

public sealed class ChatTests : IAsyncDisposable
{
    private readonly Ends _ends = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _ends.DisposeAsync();

    [Fact]
    public async Task A_message_reaches_the_servers_stream_with_its_peer()
    {
        using var server = new Chat.Server(_ends.Server);
        var says = server.Says.Take();
        var chat = await _ends.ChatAsync();

        await chat.SendAsync(new Chat.Say("hi"), Cancellation);

        var (say, peer) = await says.NextAsync();
        Assert.Equal(new Chat.Say("hi"), say);
        Assert.Same(peer, Assert.Single(server.Peers));
    }

    [Fact]
    public async Task What_a_peer_or_everybody_is_sent_reaches_the_clients_stream()
    {
        using var server = new Chat.Server(_ends.Server);
        var connects = server.Connects.Take();
        Taken<Chat.Said>? saids = null;
        await _ends.ChatAsync(chat => saids = chat.Saids.Take());
        var peer = await connects.NextAsync();
        var one = new Chat.Said("ada", "1", DateTimeOffset.UnixEpoch);

        await peer.SendAsync(one, Cancellation);
        Assert.Equal(1, await server.BroadcastAsync(one with { Text = "2" }, Cancellation));

        Assert.Equal(one, await saids!.NextAsync());
        Assert.Equal("2", (await saids.NextAsync()).Text);
    }

    [Fact]
    public async Task The_wire_carries_the_discriminator_first_and_the_subprotocol_is_negotiated()
    {
        using var server = new Chat.Server(_ends.Server);
        var messages = _ends.Server.MessageReceived.Take();
        var chat = await _ends.ChatAsync();

        await chat.SendAsync(new Chat.Join("lobby", "ada"), Cancellation);
        await chat.SendAsync(new Typing("ada"), Cancellation);

        Assert.Equal("""{"type":"join","room":"lobby","user":"ada"}""", (await messages.NextAsync()).Message.Text);
        Assert.Equal("""{"type":"typing","user":"ada"}""", (await messages.NextAsync()).Message.Text);
        Assert.Equal("chat.v1", chat.Socket.Protocol);
    }

    [Theory]
    [InlineData("""{"text":"hi","type":"say"}""")]
    [InlineData("""{ "type" : "say" , "text" : "hi" }""")]
    [InlineData("""{"t\u0079pe":"s\u0061y","x":{"type":"join"},"text":"hi"}""")]
    public async Task The_discriminator_is_accepted_anywhere_and_escaped(string json)
    {
        using var server = new Chat.Server(_ends.Server);
        var says = server.Says.Take();
        var chat = await _ends.ChatAsync();

        await chat.Socket.SendAsync(json, Cancellation);

        Assert.Equal("hi", (await says.NextAsync()).Message.Text);
    }

    [Fact]
    public async Task A_binary_contract_owns_its_bytes()
    {
        using var server = new Chat.Server(_ends.Server);
        var snapshots = server.Snapshots.Take();
        var chat = await _ends.ChatAsync();

        await chat.SendAsync(new Chat.Snapshot(new byte[] { 1, 2, 3 }), Cancellation);
        await chat.SendAsync(new Chat.Snapshot(new byte[] { 4 }), Cancellation);

        Assert.Equal([1, 2, 3], (await snapshots.NextAsync()).Message.Data.ToArray());
        Assert.Equal([4], (await snapshots.NextAsync()).Message.Data.ToArray());
    }

    [Fact]
    public async Task What_does_not_fit_is_reported_and_ends_nothing()
    {
        using var server = new Chat.Server(_ends.Server);
        var says = server.Says.Take();
        var unknowns = server.Unknowns.Take();
        var malformeds = server.Malformeds.Take();
        var chat = await _ends.ChatAsync();

        foreach (var text in new[] { "plain", """{"type":"nope"}""", """{"type":7}""", """{"text":"x"}""", """{"type":"say","text":1}""", """{"type":"say"}""", """{"type":"say","text":"x"} x""" })
        {
            await chat.Socket.SendAsync(text, Cancellation);
        }
        await chat.SendAsync(new Chat.Say("still here"), Cancellation);

        Assert.Equal("still here", (await says.NextAsync()).Message.Text);
        Assert.Null((await unknowns.NextAsync()).Message.Discriminator);
        Assert.Equal("nope", (await unknowns.NextAsync()).Message.Discriminator);
        Assert.Null((await unknowns.NextAsync()).Message.Discriminator);
        Assert.Null((await unknowns.NextAsync()).Message.Discriminator);
        Assert.Equal(new MalformedReason("$.text", "a string", "a number"), (await malformeds.NextAsync()).Message.Reason);
        Assert.Equal(new MalformedReason("$.text", "a member", "nothing"), (await malformeds.NextAsync()).Message.Reason);
        Assert.Equal("JSON", (await malformeds.NextAsync()).Message.Reason.Expected);
    }

    [Fact]
    public async Task Two_protocols_share_a_server_by_subprotocol()
    {
        using var chats = new Chat.Server(_ends.Server);
        using var echoes = new Echo.Server(_ends.Server);
        var pings = echoes.Pings.Take();
        var says = chats.Says.Take();
        var echo = _ends.Keep(new Echo.Client());
        await echo.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);
        var chat = await _ends.ChatAsync();

        await echo.SendAsync(new Echo.Ping(1), Cancellation);
        await chat.SendAsync(new Chat.Say("x"), Cancellation);

        Assert.Equal(1, (await pings.NextAsync()).Message.N);
        Assert.Equal("x", (await says.NextAsync()).Message.Text);
        Assert.Single(chats.Peers);
        Assert.Single(echoes.Peers);
    }

    [Fact]
    public async Task Streams_complete_with_the_client()
    {
        using var server = new Chat.Server(_ends.Server);
        var chat = await _ends.ChatAsync();
        var saids = chat.Saids.Take();

        await chat.DisposeAsync();

        await saids.EndAsync();
    }

    [Fact]
    public void The_clients_own_members_are_exactly_these()
    {
        string[] members = [.. typeof(Echo.Client).GetMembers().Where(m => m.DeclaringType == typeof(Echo.Client) && m is not System.Reflection.MethodInfo { IsSpecialName: true })
            .Select(m => m.Name).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal([".ctor", "Attach", "CloseAsync", "ConnectAsync", "DisposeAsync", "Malformeds", "Pings", "SendAsync", "Socket", "Unknowns"], members);
    }

    [Fact]
    public void Only_what_an_end_may_send_compiles()
    {
        var compilation = Compiling.Compilation(ProtocolMatrix.The_chat_protocol + """
            class Wrong
            {
                static async Task Send(Chat.Client client, Chat.Peer peer)
                {
                    await client.SendAsync(new Chat.Said("a", "b", default));
                    await peer.SendAsync(new Chat.Say("b"));
                }
            }
            """);
        Compiling.Driver(compilation).RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _, Cancellation);

        var errors = whole.GetDiagnostics(Cancellation).Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ToList();

        Assert.Equal(["CS1503", "CS1503"], errors.Select(e => e.Id));
    }

    [Fact]
    public void A_handler_that_forgets_a_message_does_not_compile()
    {
        var compilation = Compiling.Compilation("[WsProtocol] public static partial class P { [FromClient] public partial record A; [FromClient] public partial record B; }"
            + "class Handler : P.IServerHandler { public ValueTask OnAAsync(P.A a, P.Peer peer, CancellationToken ct) => default; }");
        Compiling.Driver(compilation).RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _, Cancellation);

        var error = Assert.Single(whole.GetDiagnostics(Cancellation), d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);

        Assert.Contains("OnBAsync", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
