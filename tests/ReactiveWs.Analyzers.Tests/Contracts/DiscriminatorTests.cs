using ReactiveWs.Analyzers.Contracts;

namespace ReactiveWs.Analyzers.Tests.Contracts;

/// <summary>RWS0002 in more than one place: both contracts are told, also where one is in another assembly.</summary>
public class DiscriminatorTests
{
    private const string Referenced = "public record Elsewhere(string T); public record Further(string T);";

    [Fact]
    public async Task Each_of_two_contracts_points_at_the_other()
    {
        var reported = await ReportedAsync("[WsProtocol] public static partial class Chat { [FromClient(\"say\")] public partial record A(string T); [FromClient(\"say\")] public partial record B(string T); }");

        Assert.Equal(["A → B", "B → A"], reported);
    }

    [Fact]
    public async Task The_first_of_three_is_told_once()
    {
        var reported = await ReportedAsync("[WsProtocol] public static partial class Chat { [FromClient(\"x\")] public partial record A; [FromClient(\"x\")] public partial record B; [FromClient(\"x\")] public partial record C; }");

        Assert.Equal(["A → B", "B → A", "C → A"], reported);
    }

    [Fact]
    public async Task A_record_of_another_assembly_is_told_at_the_protocol()
    {
        var reported = await ReportedAsync("[WsProtocol, Message<Elsewhere>(From.Client, \"say\")] public static partial class Chat { [FromClient(\"say\")] public partial record A(string T); }");

        Assert.Equal(["Chat → A", "A → "], reported);
    }

    [Fact]
    public async Task Two_records_of_another_assembly_are_told_at_the_protocol()
    {
        var reported = await ReportedAsync("[WsProtocol, Message<Elsewhere>(From.Client, \"say\"), Message<Further>(From.Client, \"say\")] public static partial class Chat;");

        Assert.Equal(["Chat → ", "Chat → "], reported);
    }

    [Theory]
    [InlineData("[WsProtocol, Message<Elsewhere>(From.Client, \"say\"), Message<Further>(From.Client, \"tell\")] public static partial class Chat;")]
    [InlineData("[WsProtocol, Message<Elsewhere>(From.Client, \"say\"), Message<Further>(From.Server, \"say\")] public static partial class Chat;")]
    [InlineData("[WsProtocol, Message<Elsewhere>(From.Client, \"say\")] public static partial class A; [WsProtocol, Message<Elsewhere>(From.Client, \"say\")] public static partial class B;")]
    public async Task Records_of_another_assembly_with_names_of_their_own_stay_silent(string source) => Assert.Empty(await ReportedAsync(source));

    private static async Task<IEnumerable<string>> ReportedAsync(string source)
    {
        var compilation = Code.Compile(source, Code.ReferringTo(Referenced, ""));
        var (reported, _) = await Analysis.RunAnywayAsync(Code.Generated(compilation), [new ContractAnalyzer()], cancellation: TestContext.Current.CancellationToken);
        Assert.All(reported, diagnostic => Assert.Equal("RWS0002", diagnostic.Id));
        return reported.Select(diagnostic => $"{Text(diagnostic.Location)} → {string.Join(", ", diagnostic.AdditionalLocations.Select(Text))}");
    }

    private static string Text(Location location) => location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(location.SourceSpan);
}
