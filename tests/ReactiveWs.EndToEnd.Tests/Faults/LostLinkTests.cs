using System.Diagnostics;
using System.Globalization;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests.Faults;

/// <summary>
/// A client and a server in network namespaces of their own, while what is between them fails. Of the numbered messages that the client accepted each is
/// received once, or reported undelivered, or had reached the kernel when its connection ended: then it may or may not have arrived. None comes twice.
/// </summary>
public sealed class LostLinkTests
{
    /// <summary>Long enough that nobody is given up for a busy machine.</summary>
    const string Patient = "60000";

    /// <summary>Short enough that a test can wait for it. A busy machine may be late: then there is a loss more, which has to balance all the same.</summary>
    const string Impatient = "600";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_killed_in_the_middle_of_a_message_loses_only_what_it_had_not_read()
    {
        using var network = Network.Make();
        await using var first = network.StartFar("server", Network.FarAddress, "0", Patient);
        var port = await PortAsync(first);
        // long messages: whenever the process ends, one is on its way
        await using var client = network.StartNear("client", $"ws://{Network.FarAddress}:{port}/", "400000", "1", Patient);
        await first.LineAsync("received 20", Ct);
        first.Kill();
        await first.ExitCodeAsync(Ct);
        await client.LineAsync("closed 1006", Ct);
        await using var second = network.StartFar("server", Network.FarAddress, port.ToString(CultureInfo.InvariantCulture), Patient);
        await second.LineAsync("opened", Ct);

        var account = await FinishAsync(client, [first, second]);

        Assert.Equal([1006, 1000], account.Losses.Select(loss => loss.Code));
    }

    [Fact]
    public async Task A_client_that_is_killed_in_the_middle_of_a_message_ends_nothing_but_its_connection()
    {
        using var network = Network.Make();
        await using var server = network.StartFar("server", Network.FarAddress, "0", Patient);
        var address = $"ws://{Network.FarAddress}:{await PortAsync(server)}/";
        await using var killed = network.StartNear("client", address, "400000", "1", Patient);
        await server.LineAsync("received 20", Ct);
        killed.Kill();
        await server.LineAsync("closed 1006", Ct);

        await using var other = network.StartNear("client", address, "10", "1", Patient);
        await server.LineAsync("received 20", Ct);
    }

    [Fact]
    public async Task A_link_that_is_down_for_too_long_is_missed_by_both_ends_and_connected_again()
    {
        using var network = Network.Make();
        var (server, client) = await ConnectAsync(network, Impatient);
        await using var _ = server;
        await using var __ = client;

        network.PullOut();
        var clock = Stopwatch.StartNew();
        await client.LineAsync("closed 1006", Ct);
        await server.LineAsync("closed 1006", Ct);
        Tell($"both ends missed the other within {clock.ElapsedMilliseconds} ms");
        network.PlugIn();
        await server.LineAsync("opened", Ct);

        var account = await FinishAsync(client, [server]);
        Assert.Equal(1006, account.Losses[0].Code);
    }

    [Fact]
    public async Task A_link_that_flaps_loses_nothing()
    {
        using var network = Network.Make();
        var (server, client) = await ConnectAsync(network, Patient);
        await using var _ = server;
        await using var __ = client;

        for (var i = 0; i < 3; i++)
        {
            network.PullOut();
            await client.LineAsync("accepted", Ct);
            network.PlugIn();
            await server.LineAsync("received", Ct);
        }

        var account = await FinishAsync(client, [server]);
        Assert.Equal((0, 0), (account.Undelivered, account.Unknown));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_half_open_connection_is_missed_and_connected_again(bool oneWay)
    {
        using var network = Network.Make();
        var (server, client) = await ConnectAsync(network, Impatient);
        await using var _ = server;
        await using var __ = client;

        if (oneWay) network.LoseWhatLeavesNear();
        else network.LoseEverything();
        var clock = Stopwatch.StartNew();
        await server.LineAsync("closed 1006", Ct);
        await client.LineAsync("closed", Ct);
        Tell($"both ends missed the other within {clock.ElapsedMilliseconds} ms");
        network.LoseNothing();
        await server.LineAsync("opened", Ct);

        var account = await FinishAsync(client, [server]);
        Assert.InRange(account.Losses.Count, 2, int.MaxValue);
    }

    static async Task<(ChildProcess Server, ChildProcess Client)> ConnectAsync(Network network, string patience)
    {
        var server = network.StartFar("server", Network.FarAddress, "0", patience);
        var client = network.StartNear("client", $"ws://{Network.FarAddress}:{await PortAsync(server)}/", "1000", "1", patience);
        await server.LineAsync("received 50", Ct);
        return (server, client);
    }

    static async Task<int> PortAsync(ChildProcess server) =>
        int.Parse((await server.LineAsync("listening ", Ct)).Split(' ')[1], CultureInfo.InvariantCulture);

    /// <summary>Lets some more through, ends in good order, and balances.</summary>
    static async Task<Account> FinishAsync(ChildProcess client, ChildProcess[] servers)
    {
        for (var i = 0; i < 20; i++) await servers[^1].LineAsync("received ", Ct);
        client.WriteLine("stop");
        await client.LineAsync("done ", Ct);
        await servers[^1].LineAsync("closed 1000", Ct);
        var account = new Account(client, servers);
        Tell(account.ToString());
        account.Balance();
        return account;
    }

    static void Tell(string what) => TestContext.Current.TestOutputHelper?.WriteLine(what);
}
