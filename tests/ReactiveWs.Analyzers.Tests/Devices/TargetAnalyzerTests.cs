using ReactiveWs.Analyzers.Devices;

namespace ReactiveWs.Analyzers.Tests.Devices;

public class TargetAnalyzerTests
{
    [Theory]
    [InlineData("tv")]
    [InlineData("fridge-19")]
    [InlineData("tv-5")]
    [InlineData("tv-nineteen")]
    public Task An_unknown_target_of_an_attribute_triggers(string target) =>
        Rule<TargetAnalyzer>.CheckAsync($"[assembly: WsTarget([|\"{target}\"|])]");

    [Fact]
    public async Task An_unknown_target_of_the_property_triggers_without_a_place()
    {
        var reported = await Analysis.RunAsync(
            Code.Compile("class C;"), [new TargetAnalyzer()], BuildProperties.Targeting("tv-19;fridge-3"), TestContext.Current.CancellationToken);

        var only = Assert.Single(reported);
        Assert.Equal(Location.None, only.Location);
        Assert.StartsWith("'fridge-3' is not a known target", only.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tv-19")]
    [InlineData("phone-12;tv-19;pc-13;2in1-13;wearable-18;tablet-6")]
    [InlineData(" Phone-12 ;")]
    public Task Known_targets_stay_silent(string targets) => Rule<TargetAnalyzer>.CheckAsync("[assembly: WsTarget(\"tv-19\")]", targets);
}
