using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ReactiveWs.Generators.Tests;

namespace ReactiveWs.Analyzers.Tests;

/// <summary>No analyzer throws, whatever is half-written: every source behind a snapshot, and code that uses every rule, with each token left out in turn.</summary>
public class RobustnessTests
{
    private const string Usages = """
        [assembly: WsTarget("phone-12")]
        [WsProtocol("c")] static partial class P { [FromClient("a", Code = 1006)] partial record A(object B); public class Client { } }
        class C(ReactiveWebSocket given)
        {
            static readonly ReactiveWebSocket Field = new();
            [CapabilityGuard(Capability.Server)] static bool Guard => DeviceProfile.Current.SupportsServer && !given is null;
            [RequiresCapability(Capability.Server)] public override string ToString() => base.ToString()!;
            async Task M(bool b, ReactiveWebSocketServer server)
            {
                await using var c = new ReactiveWebSocket { };
                c.Messages.Where(m => m.IsText).Subscribe(async m => { await c.SendAsync(m.Text!); }, e => Thread.Sleep(1));
                given.Errors.Subscribe(e => c.SendAsync("x").AsTask().Wait());
                try { if (b && Guard) { await server.StartAsync(new() { AllowedOrigins = ["*"], Authorize = (r, _) => new(r.Headers["cookie"] is null ? Authorization.Accepted : null!) }); } }
                catch (Exception e) when (e is PlatformNotSupportedException) { goto end; }
                finally { await c.ConnectAsync("http://x#y", new WebSocketRequestOptions { SkipServerCertVerification = true, PingInterval = TimeSpan.Zero, PongTimeout = TimeSpan.FromSeconds(1) }); }
                foreach (var x in new[] { 1 }) { Field?.SendAsync($"{x}"); using (c.Pongs.Subscribe()) { } }
                end: await c.CloseAsync(new WebSocketCloseOptions { Code = b ? 1 : 1006, Reason = "" + null });
                void L() => c.SendAsync("x"); L();
                (var d, _) = (c, 1); await d.SendAsync("late");
                switch (c) { case { State.Phase: ConnectionPhase.Open } q: await q.SendAsync(""); break; default: throw null!; }
            }
        }
        """;

    public static TheoryData<string> Sources => [.. ShapeMatrix.All.Select(shape => shape.Name), nameof(Usages)];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_missing_token_breaks_no_analyzer(string name)
    {
        var source = name == nameof(Usages) ? Usages : ShapeMatrix.All.Single(shape => shape.Name == name).Source;
        var cancellation = TestContext.Current.CancellationToken;
        var tokens = CSharpSyntaxTree.ParseText(source, Code.Parse, cancellationToken: cancellation).GetRoot(cancellation).DescendantTokens().Select(token => token.Span).Where(span => !span.IsEmpty);
        await Parallel.ForEachAsync(tokens, cancellation, async (span, cancel) =>
            await Analysis.RunAsync(Code.Compile(Code.Library, Without(source, span)), Analysis.All, BuildProperties.Targeting("phone-12"), cancel));
    }

    private static string Without(string source, TextSpan span) => source.Remove(span.Start, span.Length);
}
