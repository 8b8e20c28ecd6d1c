using System.Security.Authentication;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests;

/// <summary>What clients may cost a server that was told nothing about limits, and how those end that cost more.</summary>
public sealed class ServerLimitsTests
{
    [Fact]
    public void A_servers_defaults_are_the_safe_ones()
    {
        var config = new WebSocketServerConfig();

        Assert.Equal(("127.0.0.1", null, null, SslProtocols.Tls12), (config.ServerIP, config.AllowedOrigins, config.Compression, config.MinTlsProtocol));
        Assert.Equal((1024 * 1024L, 256 * 1024, 16 * 1024, 100), (config.MaxMessageSize, config.MaxFragments, config.MaxHeaderSize, config.MaxHeaderCount));
        Assert.Equal((10, 5, 5), (config.HandshakeTimeout.TotalSeconds, config.CloseTimeout.TotalSeconds, config.DrainTimeout.TotalSeconds));
        Assert.Equal((30, 30, 30, 1024 * 1024), (config.PingInterval.TotalSeconds, config.PongTimeout.TotalSeconds, config.SendTimeout.TotalSeconds, config.HighWaterMark));
    }

    [Fact]
    public void A_clients_defaults_are_the_safe_ones()
    {
        var options = new WebSocketRequestOptions();

        Assert.Equal((false, null, null, SslProtocols.Tls12), (options.SkipServerCertVerification, options.Reconnect, options.Compression, options.MinTlsProtocol));
        Assert.Equal((1024 * 1024L, 256 * 1024, 1024 * 1024), (options.MaxMessageSize, options.MaxFragments, options.HighWaterMark));
        Assert.Equal((20, 5, 30, 30, 30), (options.ConnectTimeout.TotalSeconds, options.CloseTimeout.TotalSeconds, options.PingInterval.TotalSeconds, options.PongTimeout.TotalSeconds, options.SendTimeout.TotalSeconds));
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_closed_with_1001_after_IdleTimeout()
    {
        await using var rig = await ServerRig.OpenAsync(config => config with { IdleTimeout = TimeSpan.FromSeconds(77) });

        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(77), Ct).Soon();
        rig.Time.Advance(TimeSpan.FromSeconds(77));

        var (first, payload) = await rig.Peer.NextFrameAsync().Soon();
        Assert.Equal((0x88, 1001), (first, payload[0] << 8 | payload[1]));
    }

    [Fact]
    public async Task A_client_that_answers_no_ping_is_cut_after_PongTimeout()
    {
        await using var rig = await ServerRig.OpenAsync(config => config with { PingInterval = TimeSpan.FromSeconds(100), PongTimeout = TimeSpan.FromSeconds(9) });

        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(100), Ct).Soon();
        rig.Time.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(0x89, (await rig.Peer.NextFrameAsync().Soon()).First);
        rig.Time.Advance(TimeSpan.FromSeconds(9));

        var end = await rig.Connection.Closed.Soon();
        Assert.Equal((1006, false), (end.Code, end.WasClean));
        Assert.Contains("PongTimeout", end.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_takes_nothing_is_disconnected_after_SendTimeout_and_what_it_missed_is_told()
    {
        await using var rig = await ServerRig.OpenAsync(config => config with { HighWaterMark = 4096, SendTimeout = TimeSpan.FromSeconds(88) });
        var sending = Enumerable.Range(0, 4).Select(_ => rig.Connection.SendAsync(new byte[1024 * 1024], Ct).AsTask()).ToList();

        // what the link itself could still take is progress, and gives it another SendTimeout
        for (var i = 0; i < 10 && !rig.Connection.Closed.IsCompleted; i++)
        {
            await Task.WhenAny(rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(88), Ct), rig.Connection.Closed).Soon();
            rig.Time.Advance(TimeSpan.FromSeconds(88));
        }

        var end = await rig.Connection.Closed.Soon();
        Assert.Equal(1006, end.Code);
        Assert.Contains("SendTimeout", end.Reason, StringComparison.Ordinal);
        Assert.InRange(end.Undelivered, 1, 4);
        await Task.WhenAll(sending).ContinueWith(_ => { }, TaskScheduler.Default).Soon();
    }
}
