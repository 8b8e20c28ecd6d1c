namespace ReactiveWs.Tests.Serving;

public sealed class RunningTests
{
    [Fact]
    public async Task A_server_with_an_invalid_option_does_not_start()
    {
        await using var server = new ReactiveWebSocketServer();
        var errors = new List<ReactiveWsException>();
        using var subscription = server.Errors.Subscribe(errors.Add);

        var error = await Assert.ThrowsAsync<ReactiveWsException>(
            () => server.StartAsync(new() { HandshakeTimeout = TimeSpan.Zero }, TestContext.Current.CancellationToken));

        Assert.Equal(WebSocketErrorCode.InvalidArgument, error.Code);
        Assert.Contains("HandshakeTimeout is zero", error.Message, StringComparison.Ordinal);
        Assert.Equal([error], errors);
    }
}
