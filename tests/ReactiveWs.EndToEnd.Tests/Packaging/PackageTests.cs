using System.IO.Compression;
using System.Text.RegularExpressions;

namespace ReactiveWs.EndToEnd.Tests.Packaging;

/// <summary>What <c>dotnet add package ReactiveWs</c> gives. Slow: run alone with <c>-trait Category=Package</c>.</summary>
[Collection(typeof(PackageConsumers))]
[Trait("Category", "Package")]
public sealed partial class PackageTests(Packed packed)
{
    internal const string Conversation = "ada: hi, 1 said, closed 1000";

    [Fact]
    public async Task It_holds_the_library_the_compilers_extensions_and_what_is_read_before_use()
    {
        using var package = await ZipFile.OpenReadAsync(packed.PackagePath, TestContext.Current.CancellationToken);
        string[] files = [.. package.Entries.Select(e => e.FullName)];

        Assert.Superset(
            new HashSet<string>
            {
                "lib/net10.0/ReactiveWs.dll", "lib/net10.0/ReactiveWs.xml", "README.md",
                "analyzers/dotnet/cs/ReactiveWs.Generators.dll", "analyzers/dotnet/cs/ReactiveWs.Analyzers.dll", "analyzers/dotnet/cs/ReactiveWs.CodeFixes.dll",
                "build/ReactiveWs.props", "build/ReactiveWs.targets", "buildTransitive/ReactiveWs.props", "buildTransitive/ReactiveWs.targets",
            },
            files.ToHashSet());
        Assert.True(File.Exists(Path.ChangeExtension(packed.PackagePath, ".snupkg")), "no symbols");
    }

    [Fact]
    public async Task A_project_outside_the_repository_builds_without_a_warning_and_runs()
    {
        var build = await Packed.DotnetAsync(packed.Project, "build", "-c", "Debug");

        Assert.True(build.Succeeded, build.Output);
        Assert.DoesNotContain("warning", build.Output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        var run = await Packed.DotnetAsync(packed.Project, "bin/Debug/net10.0/Consumer.dll");
        Assert.Equal(Conversation, run.Output.Trim());
    }

    [Fact]
    public async Task The_rules_come_with_it()
    {
        var broken = "namespace App { [ReactiveWs.WsMessage] public record NotPartial(int X); }";
        var file = Path.Combine(packed.Project, "Broken.cs");
        await File.WriteAllTextAsync(file, broken, TestContext.Current.CancellationToken);
        try
        {
            var build = await Packed.DotnetAsync(packed.Project, "build", "-c", "Rules");
            Assert.Contains("RWS0001", build.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task It_is_published_trimmed_without_an_il_warning_of_ours_and_runs()
    {
        var publish = await Packed.DotnetAsync(packed.Project, "publish", "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:PublishTrimmed=true", "-o", "trimmed");

        Assert.SkipWhen(publish.Output.Contains("NU1101", StringComparison.Ordinal), "The feed lacks the runtime pack: " + FirstError(publish.Output));
        Assert.True(publish.Succeeded, publish.Output);
        AssertIlWarnings(publish.Output);
        var run = await Packed.RunAsync(Path.Combine(packed.Project, "trimmed", "Consumer"), packed.Project);
        Assert.Equal(Conversation, run.Output.Trim());
    }

    /// <summary>System.Reactive may have some, on paths nobody takes here; ours has none.</summary>
    internal static void AssertIlWarnings(string output)
    {
        string[] warnings = [.. IlWarning().Matches(output).Select(m => m.Value).Distinct()];
        foreach (var warning in warnings) TestContext.Current.TestOutputHelper?.WriteLine(warning);
        Assert.All(warnings, warning => Assert.Contains("System.Reactive", warning, StringComparison.Ordinal));
    }

    private static string FirstError(string output) => output.Split('\n').FirstOrDefault(line => line.Contains("NU1101", StringComparison.Ordinal))?.Trim() ?? "";

    [GeneratedRegex(@"^.*\bIL[23]\d{3}\b.*$", RegexOptions.Multiline)]
    private static partial Regex IlWarning();
}
