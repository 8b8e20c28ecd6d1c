using ReactiveWs.Analyzers.Devices;

namespace ReactiveWs.Analyzers.Tests.Devices;

public class CapabilityAnalyzerTests
{
    private const string Targets = "phone-20;tv-19";

    [Theory]
    [InlineData("void M() { var s = [|new Server()|]; [|s.Start()|]; }")]
    [InlineData("void M() { if (!DeviceProfile.Current.SupportsServer) { [|new Server()|]; } }")]
    [InlineData("void M() { if (DeviceProfile.Current.SupportsServer || Other) { [|new Server()|]; } }")]
    [InlineData("void M() { if (DeviceProfile.Current.SupportsServer) { } [|new Server()|].ToString(); }")]
    [InlineData("void M() { Action a = () => [|new Server()|]; if (DeviceProfile.Current.SupportsServer) a(); }")]
    [InlineData("object o = new WebSocketRequestOptions { [|PingInterval|] = TimeSpan.FromSeconds(3) };")]
    [InlineData("object M(WebSocketRequestOptions o) => o with { [|PongTimeout|] = TimeSpan.Zero };")]
    [InlineData("void M(Server s) { Action a = [|s.Start|]; }")]
    [InlineData("void M() { L(); if (DeviceProfile.Current.SupportsServer) L(); void L() { [|new Server()|]; } }")]
    [InlineData("int M() => [|Server.Max|];")]
    [InlineData("void M(Server s) { [|s.Stopped|] += () => { }; }")]
    [InlineData("async Task M(ReactiveWebSocketServer s) { await [|s.StartAsync()|]; }")]
    [InlineData("void M() { bool ok = DeviceProfile.Current.SupportsServer; ok = Other; if (ok) [|new Server()|].ToString(); }")]
    [InlineData("void M() { Debug.Assert(Other); [|new Server()|].ToString(); }")]
    [InlineData("void M() { if (DeviceProfile.Current.SupportsProxy) [|new Server()|].ToString(); }")]
    [InlineData("void M() { try { [|new Server()|].ToString(); } catch (InvalidOperationException) { } }")]
    [InlineData("void M() { try { } catch (PlatformNotSupportedException) { [|new Server()|].ToString(); } }")]
    [InlineData("void M() { do { [|new Server()|].ToString(); } while (DeviceProfile.Current.SupportsServer); }")]
    public Task An_unguarded_use_triggers(string members) => Run(members);

    [Theory]
    [InlineData("void M() { if (DeviceProfile.Current.SupportsServer) { var s = new Server(); s.Start(); } }")]
    [InlineData("void M() { if (!DeviceProfile.Current.SupportsServer) return; new Server().ToString(); }")]
    [InlineData("void M() { if (DeviceProfile.Current.SupportsServer && Other) new Server().ToString(); }")]
    [InlineData("void M() { if (Other && DeviceProfile.Current.SupportsServer) new Server().ToString(); }")]
    [InlineData("void M() { if (!DeviceProfile.Current.SupportsServer || Other) return; new Server().ToString(); }")]
    [InlineData("void M() { var s = DeviceProfile.Current.SupportsServer ? new Server() : null; }")]
    [InlineData("void M() { bool ok = DeviceProfile.Current.SupportsServer; if (ok) new Server().ToString(); }")]
    [InlineData("void M() { var profile = DeviceProfile.Current; if (profile.SupportsServer) new Server().ToString(); }")]
    [InlineData("void M() { if (DeviceProfile.Current.SupportsServer == false) throw new Exception(); new Server().ToString(); }")]
    [InlineData("void M() { if (true != DeviceProfile.Current.SupportsServer) return; new Server().ToString(); }")]
    [InlineData("void M() { if (DeviceProfile.Current.SupportsServer is true) new Server().ToString(); }")]
    [InlineData("void M() { if (DeviceProfile.Current.SupportsServer is not true) return; new Server().ToString(); }")]
    [InlineData("void M() { if (DeviceProfile.Current is { SupportsServer: true }) Other = true; }")]
    [InlineData("void M() { Debug.Assert(DeviceProfile.Current.SupportsServer); new Server().ToString(); }")]
    [InlineData("void M() { if (DeviceProfile.Current.SupportsServer) { Action a = () => new Server().ToString(); a(); } }")]
    [InlineData("void M() { if (DeviceProfile.Current.SupportsServer) { L(); } void L() { new Server().ToString(); } }")]
    [InlineData("void M() { if (!DeviceProfile.Current.SupportsServer) Fail(); new Server().ToString(); } [System.Diagnostics.CodeAnalysis.DoesNotReturn] static void Fail() => throw new Exception();")]
    [InlineData("[RequiresCapability(Capability.Server)] void M() { new Server().ToString(); }")]
    [InlineData("[RequiresCapability(Capability.Server)] void M() { Action a = () => new Server().ToString(); }")]
    [InlineData("[RequiresCapability(Capability.Server)] class D { Server s = new(); void M() => s.Start(); }")]
    [InlineData("[RequiresCapability(Capability.Server)] Server P => new();")]
    [InlineData("void M() { [RequiresCapability(Capability.Server)] void L() { new Server().ToString(); } }")]
    [InlineData("string M() => nameof(Server.Start);")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool Mine => DeviceProfile.Current.SupportsServer && Other; void M() { if (Mine) new Server().ToString(); }")]
    [InlineData("[CapabilityGuard(Capability.Server)] static readonly bool Mine = DeviceProfile.Current.SupportsServer; void M() { if (Mine) new Server().ToString(); }")]
    [InlineData("void M() { while (DeviceProfile.Current.SupportsServer) { new Server().ToString(); } }")]
    [InlineData("void M() { try { if (!DeviceProfile.Current.SupportsServer) return; new Server().ToString(); } finally { Other = true; } }")]
    [InlineData("void M() { if (!DeviceProfile.Current.SupportsServer) return; try { Other = true; } catch { new Server().ToString(); } finally { new Server().ToString(); } }")]
    [InlineData("void M() { switch (DeviceProfile.Current.SupportsServer) { case true: new Server().ToString(); break; } }")]
    [InlineData("string M() => DeviceProfile.Current.SupportsServer switch { true => new Server().ToString()!, _ => \"\" };")]
    [InlineData("void M() { try { new Server().ToString(); } catch (PlatformNotSupportedException) { } }")]
    [InlineData("async Task M(ReactiveWebSocketServer s) { try { await s.StartAsync(); } catch (PlatformNotSupportedException e) { Console.WriteLine(e); } }")]
    [InlineData("TimeSpan M(WebSocketRequestOptions o) => o.PingInterval + o.PongTimeout;")]
    [InlineData("async Task M() { await using var s = new ReactiveWebSocketServer(); s.Connects.Subscribe(c => Console.WriteLine(c)); if (DeviceProfile.Current.SupportsServer) await s.StartAsync(); }")]
    [InlineData("async Task M(ReactiveWebSocket s) { await s.ConnectAsync(\"ws://x\"); await s.SendAsync(\"x\"); }")]
    [InlineData("bool B; void M() { if (B = DeviceProfile.Current.SupportsServer) Other = true; }")]
    public Task A_guarded_use_stays_silent(string members) => Run(members);

    [Theory]
    [InlineData("phone-23;tv-23")]
    [InlineData("tv-19")]
    [InlineData("")]
    [InlineData("nonsense")]
    public Task Targets_that_all_have_it_stay_silent(string targets) => Run("void M() { new Server().ToString(); }", targets);

    [Fact]
    public Task A_target_of_an_attribute_counts_too() => Rule<CapabilityAnalyzer>.CheckAsync("""
        [assembly: WsTarget("phone-22")]
        class C { async Task M(ReactiveWebSocketServer s) => await [|s.StartAsync()|]; }
        """);

    [Fact]
    public Task An_assembly_that_needs_it_as_a_whole_stays_silent() => Rule<CapabilityAnalyzer>.CheckAsync("""
        [assembly: WsTarget("phone-22"), RequiresCapability(Capability.Server)]
        class C { async Task M(ReactiveWebSocketServer s) => await s.StartAsync(); }
        """);

    [Fact]
    public async Task The_message_names_the_API_the_capability_and_the_first_target_that_lacks_it()
    {
        var compilation = Code.Compile("class C { async Task M(ReactiveWebSocketServer s) => await s.StartAsync(); }");
        var reported = await Analysis.RunAsync(compilation, [new CapabilityAnalyzer()], BuildProperties.Targeting("tv-19;phone-20;phone-12"), TestContext.Current.CancellationToken);

        var message = Assert.Single(reported).GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            "'ReactiveWebSocketServer.StartAsync(WebSocketServerConfig?, CancellationToken)' needs Capability.Server, which the target 'phone-20' does not have; guard the call or annotate the caller",
            message);
    }

    private static Task Run(string members, string targets = Targets) => Rule<CapabilityAnalyzer>.CheckAsync(
        $$"""
        using System.Diagnostics;

        class C { static bool Other; {{members}} }

        [RequiresCapability(Capability.Server)]
        public sealed class Server
        {
            public void Start() { }
            public static int Max;
            public event Action Stopped { add { } remove { } }
        }
        """,
        targets);
}
