using ReactiveWs.Analyzers.Contracts;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Contracts;

/// <summary>RWS0006 and RWS0007: the methods of classes with <c>[WsHandler]</c>, and those they lack.</summary>
public class HandlerTests
{
    private const string Chat = "[WsProtocol] public static partial class Chat { [FromClient] public partial record Say(string T); [FromServer] public partial record Said(string T); "
        + "[FromClient(Reply = typeof(Found))] public partial record Find(string T); [FromServer] public partial record Found(string T); "
        + "[FromEither(Literal = \"bye\", Closes = true)] public partial record Bye; public partial class Peer { } public partial class Client { } }\n";

    private const string Find = " Chat.Found On(Chat.Find find) => new(find.T);";

    [Theory]
    [InlineData("ValueTask {|RWS0006:On|}(string text) => default; void On(Chat.Say say, Chat.Peer peer) { }" + Find)]
    [InlineData("void {|RWS0006:On|}(Chat.Said said, Chat.Peer peer) { } void On(Chat.Say say) { }" + Find)]
    [InlineData("void {|RWS0006:On|}(Chat.Say say, Chat.Peer peer, int other) { }" + Find)]
    [InlineData("void {|RWS0006:On|}(Chat.Say say, CancellationToken one, CancellationToken two) { }" + Find)]
    [InlineData("int {|RWS0006:On|}(Chat.Say say, Chat.Peer peer) => 1;" + Find)]
    [InlineData("Task<int> {|RWS0006:On|}(Chat.Say say, Chat.Peer peer) => Task.FromResult(1);" + Find)]
    [InlineData("async void {|RWS0006:On|}(Chat.Say say, Chat.Peer peer) => await Task.Yield();" + Find)]
    [InlineData("void On(Chat.Say say) { } ValueTask {|RWS0006:On|}(Chat.Find find, Chat.Peer peer) => default;")]
    [InlineData("void On(Chat.Say say) { } ValueTask<Chat.Said> {|RWS0006:On|}(Chat.Find find) => default;")]
    [InlineData("void On(Chat.Say say, Chat.Peer peer) { } ValueTask {|RWS0006:On|}(Chat.Say say, Chat.Peer peer, CancellationToken ct) => default;" + Find)]
    public Task A_handler_that_does_not_fit_triggers(string methods) => CheckAsync("public partial class Lobby { " + methods + " }");

    [Theory]
    [InlineData("void On(Chat.Say say) { }" + Find)]
    [InlineData("ValueTask On(Chat.Say say, Chat.Peer peer, CancellationToken ct) => default; Task<Chat.Found> On(Chat.Find find) => throw null!;")]
    [InlineData("Chat.Found On(Chat.Find find, Chat.Peer peer) => new(find.T); static Task On(Chat.Say say) => Task.CompletedTask;")]
    [InlineData("async ValueTask On(Chat.Say say, CancellationToken ct, Chat.Peer peer, int times = 1) => await Task.Yield();" + Find)]
    [InlineData("void On(Chat.Say say) { } void On(Chat.Bye bye) { }" + Find)]
    [InlineData("void On(Chat.Said said, Chat.Client client) { }")]
    [InlineData("void OnOther(int x) { } void On() { } void On(Chat.Say say) { }" + Find)]
    public Task A_handler_that_fits_stays_silent(string methods) => CheckAsync("public partial class Lobby { " + methods + " }");

    [Theory]
    [InlineData("[WsProtocol] public static class {|RWS0001:Broken|} { [FromClient] public partial record Say(string T); public partial class Peer { } }")]
    [InlineData("[WsProtocol] public static partial class Broken { [FromClient] public partial record Say(object {|RWS0003:T|}); public partial class Peer { } }")]
    [InlineData("[WsProtocol] public static partial class Broken { [FromClient(\"x\")] public partial record {|RWS0002:First|}(string T); [FromClient(\"x\")] public partial record {|RWS0002:Say|}(string T); public partial class Peer { } }", " void On(Broken.First first) { }")]
    public Task The_flaw_of_a_protocol_is_not_reported_again_at_its_handler(string protocol, string more = "") =>
        Rule<ContractAnalyzer>.CheckAsync(protocol + "\n[WsHandler(typeof(Broken))] public partial class Lobby { void On(Broken.Say say, Broken.Peer peer) { }" + more + " }");

    [Theory]
    [InlineData("public partial class {|RWS0007:Lobby|} {" + Find + " }")]
    [InlineData("public partial class {|RWS0007:Lobby|} { void On(Chat.Say say, Chat.Peer peer) { } }")]
    [InlineData("public partial class {|RWS0007:{|RWS0007:Lobby|}|};")]
    [InlineData("public partial class {|RWS0007:Room|} { void On(Chat.Bye bye, Chat.Client client) { } }")]
    public Task A_message_without_a_handler_triggers(string handler) => CheckAsync(handler);

    [Fact]
    public Task Whoever_implements_the_interface_is_told_by_the_compiler_and_stays_silent() => Rule<ContractAnalyzer>.CheckAsync("""
        [WsProtocol] public static partial class Chat { [FromClient] public partial record Say(string T); public partial class Peer { } }
        public class Lobby { ValueTask On(Chat.Say say) => default; }
        """);

    [Fact]
    public async Task What_becomes_of_a_message_without_a_handler_is_said()
    {
        var compilation = Code.Generated(Code.Compile(Chat + "[WsHandler(typeof(Chat))] public partial class Lobby;"));

        var reported = await Analysis.RunAsync(compilation, [new ContractAnalyzer()], cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["'Lobby' has no method for 'Say', which is ignored when it comes", "'Lobby' has no method for 'Find', which is answered with an error"],
            reported.Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("async void On(Chat.Say say) => await Task.Yield();", "async ValueTask On(Chat.Say say) => await Task.Yield();")]
    [InlineData("Task<int> On(Chat.Say say) => Task.FromResult(1);", "Task On(Chat.Say say) => Task.FromResult(1);")]
    [InlineData("int On(Chat.Say say) => int.Parse(say.T);", "void On(Chat.Say say) => int.Parse(say.T);")]
    [InlineData("void On(Chat.Say say, int other) { }", "void On(Chat.Say say) { }")]
    [InlineData("void On(Chat.Say say, int other, Chat.Peer peer) { }", "void On(Chat.Say say, Chat.Peer peer) { }")]
    [InlineData("void On(Chat.Say say, int times) => Console.WriteLine(times);", "void On(Chat.Say say, int times = default) => Console.WriteLine(times);")]
    public Task The_fix_makes_the_signature_fit(string before, string after) => Fix<ContractAnalyzer, HandlerDoesNotFitFix>.CheckAsync(Lobby(before + Find), Lobby(after + Find));

    [Theory]
    [InlineData("object On(Chat.Find find) => new Chat.Found(find.T);", "Chat.Found On(Chat.Find find) => new Chat.Found(find.T);")]
    [InlineData("async Task<object> On(Chat.Find find) { await Task.Yield(); return new Chat.Found(find.T); }", "async Task<Chat.Found> On(Chat.Find find) { await Task.Yield(); return new Chat.Found(find.T); }")]
    [InlineData("ValueTask On(Chat.Find find) => throw new NotSupportedException();", "ValueTask<Chat.Found> On(Chat.Find find) => throw new NotSupportedException();")]
    public Task The_fix_returns_the_reply(string before, string after) =>
        Fix<ContractAnalyzer, HandlerDoesNotFitFix>.CheckAsync(Lobby("void On(Chat.Say say) { } " + before), Lobby("void On(Chat.Say say) { } " + after));

    [Theory]
    [InlineData("int On(Chat.Say say) => 1;" + Find)]
    [InlineData("void On(Chat.Say say, int times, Chat.Peer peer) => Console.WriteLine(times);" + Find)]
    [InlineData("void On(string text) { } void On(Chat.Say say) { }" + Find)]
    [InlineData("void On(Chat.Say say) { } Task On(Chat.Say say, Chat.Peer peer) => Task.CompletedTask;" + Find)]
    [InlineData("void On(Chat.Say say) { } void On(Chat.Find find) { }")]
    public Task A_signature_that_no_change_of_it_alone_makes_fit_has_no_fix(string methods) => Fix<ContractAnalyzer, HandlerDoesNotFitFix>.CheckNotOfferedAsync(Lobby(methods));

    [Fact]
    public Task The_fix_adds_the_methods_that_are_missing() => Fix<ContractAnalyzer, MessageNotHandledFix>.CheckAsync(
        Chat + """
        [WsHandler(typeof(Chat))]
        public partial class Lobby
        {
            private int _count;
        }
        """,
        Chat + """
        [WsHandler(typeof(Chat))]
        public partial class Lobby
        {
            private int _count;

            ValueTask On(Chat.Say say, Chat.Peer peer, CancellationToken cancellationToken) => throw new NotImplementedException();

            ValueTask<Chat.Found> On(Chat.Find find, Chat.Peer peer, CancellationToken cancellationToken) => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task A_class_without_a_body_gets_one() => Fix<ContractAnalyzer, MessageNotHandledFix>.CheckAsync(
        "[WsProtocol] public static partial class Chat { [FromClient] public partial record Event(string T); }\n[WsHandler(typeof(Chat))] public partial class Lobby;",
        """
        [WsProtocol] public static partial class Chat { [FromClient] public partial record Event(string T); }
        [WsHandler(typeof(Chat))]
        public partial class Lobby
        {
            ValueTask On(Chat.Event @event, Chat.Peer peer, CancellationToken cancellationToken) => throw new NotImplementedException();
        }
        """);

    private static Task CheckAsync(string handler) => Rule<ContractAnalyzer>.CheckAsync(Chat + "[WsHandler(typeof(Chat))] " + handler);

    private static string Lobby(string methods) => Chat + "[WsHandler(typeof(Chat))] public partial class Lobby { " + methods + " }";
}
