using ReactiveWs.Analyzers.Usage;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class OptionsContradictAnalyzerTests
{
    [Theory]
    [InlineData("new WebSocketRequestOptions { MaxMessageSize = [|0|] }")]
    [InlineData("new WebSocketRequestOptions { MaxSendSize = [|-1|] }")]
    [InlineData("new WebSocketRequestOptions { ConnectTimeout = [|TimeSpan.Zero|] }")]
    [InlineData("new WebSocketRequestOptions { PingInterval = [|TimeSpan.FromSeconds(-5)|] }")]
    [InlineData("new WebSocketRequestOptions { PingInterval = [|-TimeSpan.FromSeconds(5)|] }")]
    [InlineData("new WebSocketServerConfig { MaxConnections = [|0|], MaxConcurrentClientsNumber = [|0|], MaxConnectionsForOneClient = [|-3|] }")]
    [InlineData("new WebSocketServerConfig { HandshakeTimeout = [|TimeSpan.FromMilliseconds(0)|] }")]
    [InlineData("new WebSocketRequestOptions { PingInterval = TimeSpan.Zero, PongTimeout = [|TimeSpan.FromSeconds(10)|] }")]
    [InlineData("new WebSocketServerConfig { PingInterval = TimeSpan.Zero, PongTimeout = [|TimeSpan.FromSeconds(10)|] }")]
    [InlineData("new ReconnectOptions { InitialDelay = [|TimeSpan.FromMinutes(1)|], MaxDelay = TimeSpan.FromSeconds(5) }")]
    [InlineData("new ReconnectOptions { MaxAttempts = [|0|] }")]
    [InlineData("new WebSocketRequestOptions() with { HighWaterMark = [|0|] }")]
    public Task Options_that_contradict_trigger(string options) => Rule<OptionsContradictAnalyzer>.CheckBodyAsync($"var options = {options};");

    [Theory]
    [InlineData("new WebSocketRequestOptions()")]
    [InlineData("new WebSocketRequestOptions { MaxMessageSize = null, MaxSendSize = 5_242_864, ConnectTimeout = Timeout.InfiniteTimeSpan }")]
    [InlineData("new WebSocketRequestOptions { PingInterval = TimeSpan.Zero }")]
    [InlineData("new WebSocketRequestOptions { PingInterval = TimeSpan.Zero, PongTimeout = TimeSpan.Zero }")]
    [InlineData("new WebSocketRequestOptions { PingInterval = TimeSpan.FromSeconds(10) }")]
    [InlineData("new WebSocketRequestOptions { PingInterval = TimeSpan.FromSeconds(10), PongTimeout = TimeSpan.FromMinutes(10) }")]
    [InlineData("new WebSocketRequestOptions { PingInterval = TimeSpan.FromSeconds(u.Length), PongTimeout = TimeSpan.FromSeconds(1) }")]
    [InlineData("new WebSocketServerConfig { MaxConcurrentClientsNumber = 10_000, MaxConnectionsForOneClient = 500, ServerPort = 0 }")]
    [InlineData("new WebSocketServerConfig { MaxConnections = u.Length }")]
    [InlineData("new ReconnectOptions { InitialDelay = TimeSpan.FromSeconds(5), MaxDelay = TimeSpan.FromSeconds(5) }")]
    [InlineData("new ReconnectOptions { InitialDelay = TimeSpan.FromSeconds(40) }")]
    [InlineData("new ReconnectOptions { InitialDelay = TimeSpan.Zero, MaxAttempts = null }")]
    [InlineData("new { PingInterval = TimeSpan.Zero, PongTimeout = TimeSpan.FromSeconds(1) }")]
    [InlineData("new WebSocketRequestOptions { PingInterval = b ? TimeSpan.Zero : TimeSpan.FromSeconds(1), PongTimeout = TimeSpan.FromSeconds(1) }")]
    public Task Options_that_hold_or_are_not_constant_stay_silent(string options) => Rule<OptionsContradictAnalyzer>.CheckBodyAsync($"var options = {options};");

    [Theory]
    [InlineData("new WebSocketRequestOptions { MaxMessageSize = 0, Protocol = \"chat\" }", "new WebSocketRequestOptions { Protocol = \"chat\" }")]
    [InlineData("new WebSocketServerConfig { ServerPort = 80, MaxConnections = 0, MaxHeaderSize = -1 }", "new WebSocketServerConfig { ServerPort = 80 }")]
    [InlineData("new WebSocketRequestOptions { PingInterval = TimeSpan.Zero, PongTimeout = TimeSpan.FromSeconds(10) }", "new WebSocketRequestOptions { PingInterval = TimeSpan.Zero }")]
    public Task The_fix_leaves_the_default(string before, string after) => Fix<OptionsContradictAnalyzer, OptionFix>.CheckAsync(
        Bodies.InMethod($"var options = {before};"), Bodies.InMethod($"var options = {after};"), "Default");

    [Fact]
    public Task The_fix_lowers_a_least_to_its_most() => Fix<OptionsContradictAnalyzer, OptionFix>.CheckAsync(
        Bodies.InMethod("var options = new ReconnectOptions { InitialDelay = TimeSpan.FromMinutes(1), MaxDelay = TimeSpan.FromSeconds(5) };"),
        Bodies.InMethod("var options = new ReconnectOptions { InitialDelay = TimeSpan.FromSeconds(5), MaxDelay = TimeSpan.FromSeconds(5) };"),
        "Clamp");
}
