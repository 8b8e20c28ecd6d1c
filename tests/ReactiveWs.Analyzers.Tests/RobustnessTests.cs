using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ReactiveWs.Generators.Tests;

namespace ReactiveWs.Analyzers.Tests;

/// <summary>No analyzer throws, whatever is half-written: every source behind a snapshot, and code that uses every rule, with one token left out at a time.</summary>
/// <remarks>
/// Every 29th token, from an offset that changes by the day and is printed; <c>RWS_ALL_TOKENS=1</c> leaves out each, <c>RWS_TOKEN_OFFSET</c> repeats a run.
/// </remarks>
public class RobustnessTests
{
    private const int Sample = 29;

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

    private static bool Everything => Environment.GetEnvironmentVariable("RWS_ALL_TOKENS") == "1";

    private static int Offset => int.TryParse(Environment.GetEnvironmentVariable("RWS_TOKEN_OFFSET"), CultureInfo.InvariantCulture, out var given)
        ? given % Sample
        : DateTime.UtcNow.DayOfYear % Sample;

    private static readonly Dictionary<string, string> All = ShapeMatrix.All.Concat(ProtocolMatrix.All).Append((nameof(Usages), Usages)).ToDictionary();

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_missing_token_breaks_no_analyzer(string name)
    {
        var source = All[name];
        var (step, offset) = Everything ? (1, 0) : (Sample, Offset);
        TestContext.Current.TestOutputHelper?.WriteLine($"every {step}. token from {offset}: RWS_TOKEN_OFFSET={offset} repeats this");
        foreach (var span in Tokens(source).Where((_, i) => i % step == offset))
        {
            var compilation = Code.Generated(Code.Compile(Code.Library, source.Remove(span.Start, span.Length)));
            await Analysis.RunAnywayAsync(compilation, Analysis.All, BuildProperties.Targeting("phone-12"), TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<TextSpan> Tokens(string source) =>
        CSharpSyntaxTree.ParseText(source, Code.Parse).GetRoot().DescendantTokens().Select(token => token.Span).Where(span => !span.IsEmpty);
}
