using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>A harness that hides a failure would make every other test worthless.</summary>
public sealed class HarnessTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_child_that_ends_early_tells_what_it_said()
    {
        await using var child = ChildProcess.Start("sh", "-c", "echo hello; echo trouble >&2; exit 3");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => child.LineAsync("never", Ct));

        Assert.Contains("hello", error.Message, StringComparison.Ordinal);
        Assert.Contains("trouble", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, await child.ExitCodeAsync(Ct));
    }

    [Fact]
    public async Task A_child_does_not_outlive_its_test()
    {
        var child = ChildProcess.Start("sh", "-c", "sh -c 'echo $$; read line' & wait");
        var pid = int.Parse(await child.LineAsync("", Ct), null);

        await child.DisposeAsync();

        Assert.False(File.Exists($"/proc/{pid}/cmdline") && (await File.ReadAllTextAsync($"/proc/{pid}/cmdline", Ct)).StartsWith("sh", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_peer_says_how_to_install_it()
    {
        Assert.Equal("nonesuch is not here; install it with: apt-get install nonesuch", new Peer("nonesuch", "/nowhere/nonesuch", "apt-get install nonesuch").Missing);
        Assert.Null(new Peer("sh", "/bin/sh", "").Missing);
    }
}
