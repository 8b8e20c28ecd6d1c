namespace ReactiveWs.EndToEnd.Tests.Packaging;

/// <summary>
/// A consumer compiled ahead of time. Where the feed lacks .NET 10's native run time for Linux, a pack that the compiler's own package does not hold any
/// more, the same sources are compiled for .NET 9: what code must not do when it is compiled ahead of time is the same there.
/// </summary>
[Collection(typeof(PackageConsumers))]
[Trait("Category", "Package")]
public sealed class NativeAotTests(Packed packed)
{
    private const string Missing = "NU1101";

    [Fact]
    public async Task A_consumer_is_published_natively_without_an_il_warning_of_ours_and_runs()
    {
        var project = packed.Project;
        var publish = await PublishAsync(project);
        if (publish.Output.Contains(Missing, StringComparison.Ordinal))
        {
            TestContext.Current.TestOutputHelper?.WriteLine("compiled for .NET 9, because: " + publish.Output.Split('\n').First(line => line.Contains(Missing, StringComparison.Ordinal)).Trim());
            project = await packed.CreateForAsync("net9.0");
            publish = await PublishAsync(project);
        }

        Assert.True(publish.Succeeded, publish.Output);
        PackageTests.AssertIlWarnings(publish.Output);
        Assert.False(File.Exists(Path.Combine(project, "native", "Consumer.dll")), "it was not compiled natively");
        var run = await Packed.RunAsync(Path.Combine(project, "native", "Consumer"), project);
        Assert.Equal(PackageTests.Conversation, run.Output.Trim());
    }

    private static Task<Ran> PublishAsync(string project) =>
        Packed.DotnetAsync(project, "publish", "-c", "Native", "-r", "linux-x64", "-p:PublishAot=true", "-o", "native");
}
