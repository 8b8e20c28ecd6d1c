using System.Globalization;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>One server process that holds many connections; alone, so that nothing else takes its descriptors.</summary>
[CollectionDefinition(nameof(ManyConnectionsTests), DisableParallelization = true)]
[Collection(nameof(ManyConnectionsTests))]
public sealed class ManyConnectionsTests
{
    const int Many = 8000;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_thousand_connections_are_held_and_each_still_answers()
    {
        await using var server = await OurServer.StartAsync();
        await using var swarm = NodeWs.StartSwarm(server.Url(host: "127.0.0.1"), Many);

        Assert.Equal(Many, (await swarm.EventAsync("held", Ct)).GetProperty("count").GetInt32());
        Assert.Equal(Many, server.Server.ListAllConnections().Count);
        for (var round = 0; round < 2; round++)
        {
            swarm.WriteLine("ask");
            Assert.Equal(Many, (await swarm.EventAsync("answered", Ct)).GetProperty("count").GetInt32());
        }

        Assert.Equal(Many, await server.Server.BroadcastAsync("all of you", cancellationToken: Ct));
        Assert.Equal(Many, (await swarm.EventAsync("told", Ct)).GetProperty("count").GetInt32());
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Many} connections, {(double)Environment.WorkingSet / (1024 * 1024):F0} MiB in the server's process"));

        await server.Server.StopAsync(Ct).Soon();
        Assert.Equal(Many, (await swarm.EventAsync("closed", Ct)).GetProperty("count").GetInt32());
        Assert.Empty(server.Server.ListAllConnections());
        Assert.Empty(server.Errors);
    }
}
