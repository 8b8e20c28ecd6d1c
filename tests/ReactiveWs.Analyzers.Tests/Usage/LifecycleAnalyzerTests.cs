using ReactiveWs.Analyzers.Usage;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class LifecycleAnalyzerTests
{
    [Theory]
    [InlineData("var c = new ReactiveWebSocket(); await [|c.SendAsync(\"x\")|];")]
    [InlineData("await using var c = new ReactiveWebSocket(); await [|c.SendAsync(\"x\")|];")]
    [InlineData("await using (var c = new ReactiveWebSocket()) { await [|c.SendAsync(\"x\")|]; }")]
    [InlineData("var c = new ReactiveWebSocket(); if (b) { await gate; } await [|c.SendAsync(\"x\")|];")]
    [InlineData("var c = new ReactiveWebSocket(); foreach (var s in new[] { \"a\", \"b\" }) await [|c.SendAsync(s)|];")]
    [InlineData("ReactiveWebSocket c; c = new ReactiveWebSocket(); await [|c.SendAsync(\"x\", ct)|];")]
    [InlineData("var c = new ReactiveWebSocket(); c.Messages.Subscribe(m => Console.WriteLine(m.Text)); await [|c.SendAsync(\"x\")|];")]
    [InlineData("var c = new ReactiveWebSocket(); c.Opens.Subscribe(async _ => await c.SendAsync(\"x\")); await [|c.SendAsync(\"x\")|];")]
    [InlineData("var c = new ReactiveWebSocket(); c.Closes.Subscribe(async _ => await c.CloseAsync()); await [|c.SendAsync(\"x\")|];")]
    [InlineData("var c = new ReactiveWebSocket(); try { await [|c.SendAsync(\"x\")|]; } finally { await c.CloseAsync(); }")]
    [InlineData("var c = new ReactiveWebSocket(); await [|c.SendAsync(new byte[] { 1 })|];")]
    [InlineData("var c = new ReactiveWebSocket(); await gate; Console.WriteLine(u); await [|c.SendAsync(\"x\")|];")]
    [InlineData("Func<Task> f = async () => { var c = new ReactiveWebSocket(); await [|c.SendAsync(\"x\")|]; }; await f();")]
    [InlineData("async Task L() { var c = new ReactiveWebSocket(); await [|c.SendAsync(\"x\")|]; } await L();")]
    [InlineData("var c = new ReactiveWebSocket(); var t = [|c.SendAsync(\"x\")|]; await c.ConnectAsync(u); await t;")]
    [InlineData("var c = new ReactiveWebSocket(); if (c is not null) await [|c.SendAsync(\"x\")|];")]
    [InlineData("var c = b ? null : new ReactiveWebSocket(); if (c != null) await c.SendAsync(\"x\"); var d = new ReactiveWebSocket(); await [|d.SendAsync(\"x\")|];")]
    public Task A_socket_that_was_never_connected_triggers(string body) => Rule<LifecycleAnalyzer>.CheckBodyAsync(body);

    [Theory]
    [InlineData("var c = new ReactiveWebSocket(); _ = c.ConnectAsync(u); await [|c.SendAsync(\"x\")|];")]
    [InlineData("await using var c = new ReactiveWebSocket(); var t = c.ConnectAsync(u); await [|c.SendAsync(\"x\")|]; await t;")]
    [InlineData("var c = new ReactiveWebSocket(); _ = c.ConnectAsync(u); Console.WriteLine(\"sending\"); await [|c.SendAsync(\"x\")|];")]
    [InlineData("var c = new ReactiveWebSocket(); if (b) { _ = c.ConnectAsync(u); } await [|c.SendAsync(\"x\")|];")]
    public Task A_connect_that_was_not_awaited_triggers(string body) => Rule<LifecycleAnalyzer>.CheckBodyAsync(body);

    [Theory]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); await c.SendAsync(\"ok\"); await c.CloseAsync(); await {|RWS1002:c.SendAsync(\"late\")|};")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); _ = c.CloseAsync(ct); await {|RWS1002:c.SendAsync(\"late\")|};")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); await c.DisposeAsync(); await {|RWS1002:c.SendAsync(\"late\")|};")]
    [InlineData("await using var c = new ReactiveWebSocket(); await c.ConnectAsync(u); await c.CloseAsync(new WebSocketCloseOptions { Code = 1001 }); await {|RWS1002:c.SendAsync(\"late\")|};")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); if (b) await c.CloseAsync(); else await c.DisposeAsync(); await {|RWS1002:c.SendAsync(\"late\")|};")]
    public Task A_send_after_close_or_dispose_triggers(string body) => Rule<LifecycleAnalyzer>.CheckBodyAsync(body);

    [Theory]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u).ConfigureAwait(false); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u).WaitAsync(ct); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); c.ConnectAsync(u).Wait(); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); c.ConnectAsync(u).GetAwaiter().GetResult(); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); var t = c.ConnectAsync(u); await t; await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); await Task.WhenAll(c.ConnectAsync(u), gate); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); _ = c.ConnectAsync(u); await gate; await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); _ = c.ConnectAsync(u); await c.Opens.FirstAsync(); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); _ = c.ConnectAsync(u); System.Threading.Thread.Sleep(1); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); if (b) { await c.ConnectAsync(u); } await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); if (!b) return; await c.ConnectAsync(u); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); Take(c); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); var d = c; await d.ConnectAsync(u); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); Func<Task> f = () => c.ConnectAsync(u); await f(); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); Func<string, WebSocketRequestOptions?, CancellationToken, Task> f = c.ConnectAsync; await f(u, null, ct); await c.SendAsync(\"x\");")]
    [InlineData("var c = Make(); await c.SendAsync(\"x\");")]
    [InlineData("await p.SendAsync(\"x\"); await _field.SendAsync(\"y\");")]
    [InlineData("var c = new ReactiveWebSocket(); _field = c; await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); try { await c.ConnectAsync(u); } catch (Exception) { } await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); try { } finally { await c.ConnectAsync(u); } await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); if (c.State == ConnectionState.Open) await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); if (c.State.Phase is ConnectionPhase.Open) await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); while (b) { await c.ConnectAsync(u); await c.SendAsync(\"x\"); await c.CloseAsync(); }")]
    [InlineData("var c = new ReactiveWebSocket(); c = p; await c.SendAsync(\"x\");")]
    [InlineData("var c = p; if (b) c = new ReactiveWebSocket(); await c.SendAsync(\"x\");")]
    [InlineData("var t = (c: new ReactiveWebSocket(), 1); await t.c.SendAsync(\"x\");")]
    [InlineData("ReactiveWebSocket c; c = new ReactiveWebSocket(); (c, _) = (p, 1); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); void Swap(ref ReactiveWebSocket r) { r = p; } Swap(ref c); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); ref var r = ref c; r = p; await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); var list = new List<ReactiveWebSocket> { c }; await list[0].ConnectAsync(u); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); var a = new[] { c }; await a[0].ConnectAsync(u); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); await (b ? c : p).ConnectAsync(u); await c.SendAsync(\"x\");")]
    [InlineData("var c = b ? new ReactiveWebSocket() : p; await c.SendAsync(\"x\");")]
    [InlineData("var cache = new Dictionary<string, ReactiveWebSocket>(); if (!cache.TryGetValue(u, out var c)) c = new ReactiveWebSocket(); await c.SendAsync(\"x\");")]
    [InlineData("ReactiveWebSocket? c; var cache = new Dictionary<string, ReactiveWebSocket>(); if (!cache.TryGetValue(u, out c)) c = new ReactiveWebSocket(); await c.SendAsync(\"x\");")]
    [InlineData("object o = p; if (o is not ReactiveWebSocket c) c = new ReactiveWebSocket(); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); async Task OpenAsync() { await c.ConnectAsync(u); } await OpenAsync(); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); await c.CloseAsync(); await c.ConnectAsync(u); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); if (b) await c.CloseAsync(); await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); if (b) { await c.CloseAsync(); return; } await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); c.Opens.Subscribe(async _ => await c.SendAsync(\"x\")); await c.ConnectAsync(u);")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); await c.CloseAsync(); if (c.State == ConnectionState.Open) await c.SendAsync(\"x\");")]
    [InlineData("var c = new ReactiveWebSocket(); object boxed = c; await ((ReactiveWebSocket)boxed).ConnectAsync(u); await c.SendAsync(\"x\");")]
    [InlineData("using var cts = new CancellationTokenSource(); var c = new ReactiveWebSocket(); await foreach (var x in Source(c)) await c.SendAsync(x); static async IAsyncEnumerable<string> Source(ReactiveWebSocket s) { await s.ConnectAsync(\"ws://x\"); yield return \"\"; }")]
    [InlineData("var c = new ReactiveWebSocket(); goto end; await c.SendAsync(\"x\"); end: await c.ConnectAsync(u);")]
    public Task What_may_be_open_stays_silent(string body) => Rule<LifecycleAnalyzer>.CheckBodyAsync(body);

    [Fact]
    public Task A_program_of_top_level_statements_triggers() => Rule<LifecycleAnalyzer>.CheckAsync("""
        await using var socket = new ReactiveWebSocket();
        await [|socket.SendAsync("too early")|];
        await socket.ConnectAsync("ws://localhost:8080");
        await socket.SendAsync("in time");
        await socket.CloseAsync();
        await {|RWS1002:socket.SendAsync("too late")|};
        """);

    [Fact]
    public Task A_generated_client_triggers_by_its_attributes() => Rule<LifecycleAnalyzer>.CheckAsync("""
        class Chat
        {
            public sealed class Client
            {
                [EnsuresState(WsState.Open, WhilePending = WsState.Connecting)] public Task ConnectAsync(string uri) => throw null!;
                [RequiresState(WsState.Open)] public ValueTask SendAsync(object message) => throw null!;
                [EnsuresState(WsState.Open)] public bool IsOpen => true;
            }

            async Task Run()
            {
                var chat = new Client();
                await [|chat.SendAsync("x")|];
                if (chat.IsOpen) await chat.SendAsync("y");
                var other = new Client();
                if (!other.IsOpen) await [|other.SendAsync("z")|];
            }
        }
        """);

    [Fact]
    public Task An_object_made_over_another_one_stays_silent() => Rule<LifecycleAnalyzer>.CheckAsync("""
        class Client(ReactiveWebSocket over)
        {
            [RequiresState(WsState.Open)] public ValueTask<SendResult> SendAsync(string message) => over.SendAsync(message);

            static async Task Run(ReactiveWebSocket connected)
            {
                var chat = new Client(connected);
                await chat.SendAsync("x");
            }
        }
        """);

    [Fact]
    public Task A_constructor_that_states_idle_triggers() => Rule<LifecycleAnalyzer>.CheckAsync("""
        [method: EnsuresState(WsState.Idle)]
        class Client(TimeProvider time)
        {
            [RequiresState(WsState.Open)] public string SendAsync(string message) => message + time;

            static void Run()
            {
                var chat = new Client(TimeProvider.System);
                [|chat.SendAsync("x")|];
            }
        }
        """);

    [Fact]
    public Task A_message_that_waits_while_offline_stays_silent() => Rule<LifecycleAnalyzer>.CheckAsync("""
        namespace ReactiveWs
        {
            public enum Offline { Fail, Buffer, Drop }
            [AttributeUsage(AttributeTargets.Class)] public sealed class DeliveryAttribute : Attribute { public Offline Offline { get; init; } }
        }

        [Delivery(Offline = Offline.Buffer)] record Order(int Id);
        record Tick(int Id);

        class Client
        {
            [RequiresState(WsState.Open)] public void SendAsync(Order order) { }
            [RequiresState(WsState.Open)] public void SendAsync(Tick tick) { }

            static void Run()
            {
                var client = new Client();
                client.SendAsync(new Order(1));
                [|client.SendAsync(new Tick(1))|];
            }
        }
        """);

    [Fact]
    public Task A_test_with_a_server_that_accepts_links_stays_silent() => Rule<LifecycleAnalyzer>.CheckBodyAsync("""
        await using var server = new ReactiveWebSocketServer();
        var (client, accepted) = MemoryLink.Pair();
        server.Connects.Subscribe(async connection => await server.SendAsync("hello", connection));
        await server.AcceptAsync(accepted);
        await server.SendAsync("hello", server.ListAllConnections()[0]);
        """);
}
