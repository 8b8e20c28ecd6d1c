using ReactiveWs.Analyzers.Devices;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Devices;

public class CapabilityFixTests
{
    [Fact]
    public Task The_fix_guards_a_statement() => Fix<CapabilityAnalyzer, CapabilityMissingFix>.CheckAsync(
        """
        class C
        {
            async Task M(ReactiveWebSocketServer server)
            {
                await server.StartAsync();
                await server.StopAsync();
            }
        }
        """,
        """
        class C
        {
            async Task M(ReactiveWebSocketServer server)
            {
                if (DeviceProfile.Current.SupportsServer)
                {
                    await server.StartAsync();
                }
                await server.StopAsync();
            }
        }
        """,
        "Guard",
        "phone-12");

    [Fact]
    public Task The_fix_guards_a_statement_of_a_program_once() => Fix<CapabilityAnalyzer, CapabilityMissingFix>.CheckAsync(
        """
        var socket = new ReactiveWebSocket();
        await socket.ConnectAsync("ws://x", new() { PingInterval = TimeSpan.Zero, PongTimeout = TimeSpan.Zero });
        """,
        """
        var socket = new ReactiveWebSocket();
        if (DeviceProfile.Current.SupportsHeartbeatOptions)
        {
            await socket.ConnectAsync("ws://x", new() { PingInterval = TimeSpan.Zero, PongTimeout = TimeSpan.Zero });
        }
        """,
        "Guard",
        "phone-12");

    [Fact]
    public Task The_fix_annotates_the_member() => Fix<CapabilityAnalyzer, CapabilityMissingFix>.CheckAsync(
        """
        class C
        {
            /// <summary>Serves.</summary>
            async Task M(ReactiveWebSocketServer a, ReactiveWebSocketServer b)
            {
                await a.StartAsync();
                await b.StartAsync();
            }
        }
        """,
        """
        class C
        {
            /// <summary>Serves.</summary>
            [RequiresCapability(Capability.Server)]
            async Task M(ReactiveWebSocketServer a, ReactiveWebSocketServer b)
            {
                await a.StartAsync();
                await b.StartAsync();
            }
        }
        """,
        "Annotate",
        "phone-12");

    [Fact]
    public Task In_an_expression_of_a_program_no_fix_is_offered() => Fix<CapabilityAnalyzer, CapabilityMissingFix>.CheckNotOfferedAsync(
        "var options = new WebSocketRequestOptions { PingInterval = TimeSpan.Zero };", "phone-12");

    [Fact]
    public Task The_fix_copies_the_attribute_to_the_base() => Fix<OverrideAnalyzer, OverrideDemandsMoreFix>.CheckAsync(
        """
        abstract class B
        {
            public abstract void M();
        }

        interface I
        {
            int P { get; }
        }

        class D : B, I
        {
            [RequiresCapability(Capability.Server)]
            public override void M() { }

            [RequiresCapability(Capability.Proxy)]
            public int P => 1;
        }
        """,
        """
        abstract class B
        {
            [RequiresCapability(Capability.Server)]
            public abstract void M();
        }

        interface I
        {
            [RequiresCapability(Capability.Proxy)]
            int P { get; }
        }

        class D : B, I
        {
            [RequiresCapability(Capability.Server)]
            public override void M() { }

            [RequiresCapability(Capability.Proxy)]
            public int P => 1;
        }
        """);

    [Fact]
    public Task A_base_of_another_assembly_has_no_fix() => Fix<OverrideAnalyzer, OverrideDemandsMoreFix>.CheckNotOfferedAsync(
        "class D : IDisposable { [RequiresCapability(Capability.Server)] public void Dispose() { } }");
}
