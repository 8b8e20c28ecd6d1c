using System.Text.RegularExpressions;

namespace ReactiveWs.EndToEnd.Tests.Packaging;

/// <summary>The rules, as a project outside the repository meets them: in its build, and by <c>dotnet format</c>.</summary>
[Collection(typeof(PackageConsumers))]
[Trait("Category", "Package")]
public sealed partial class PackageRuleTests(Packed packed)
{
    [Fact]
    public async Task A_build_reports_the_rules_and_dotnet_format_mends_them()
    {
        var project = packed.Create("rules", "Rules.csproj", "Program.cs", "Twice.cs");
        var broken = await Packed.DotnetAsync(project, "build", "-c", "Rules");

        Assert.False(broken.Succeeded, broken.Output);
        Assert.Equal(
            ["Program.cs(5,7): warning RWS2001", "Program.cs(8,7): warning RWS1001", "Program.cs(11,51): warning RWS1005", "Twice.cs(8,49): error RWS0002", "Twice.cs(9,49): error RWS0002"],
            Reported(broken.Output));
        File.Delete(Path.Combine(project, "Twice.cs"));

        var format = await Packed.DotnetAsync(project, "format", "analyzers", "--diagnostics", "RWS1005", "--no-restore", "--verbosity", "normal");

        Assert.True(format.Succeeded, format.Output);
        var mended = await File.ReadAllTextAsync(Path.Combine(project, "Program.cs"), TestContext.Current.CancellationToken);
        Assert.Contains("listening.Messages.SubscribeAwait(async (message, _) => { await Task.Yield(); Console.WriteLine(message.Text); });", mended, StringComparison.Ordinal);
        var build = await Packed.DotnetAsync(project, "build", "-c", "Rules");
        Assert.True(build.Succeeded, build.Output);
        Assert.Equal(["Program.cs(5,7): warning RWS2001", "Program.cs(8,7): warning RWS1001"], Reported(build.Output));
    }

    /// <summary>Where what was reported, once each; a compiler extension that does not load (CS9057) or throws (AD0001, CS8785) is among it.</summary>
    private static IEnumerable<string> Reported(string output) => output.Split('\n')
        .Select(line => Line().Match(line))
        .Where(match => match.Success)
        .DistinctBy(match => match.Value)
        .OrderBy(match => match.Groups["file"].Value, StringComparer.Ordinal)
        .ThenBy(match => match.Groups["line"].Value.PadLeft(5))
        .Select(match => match.Value);

    [GeneratedRegex(@"(?<file>[^/\s(]+)(?:\((?<line>\d+),\d+\))? ?: (?:warning|error) \w+")]
    private static partial Regex Line();
}
