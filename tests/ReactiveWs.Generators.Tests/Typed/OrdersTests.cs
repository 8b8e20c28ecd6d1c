namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>What tests of <see cref="Orders"/> begin with: a server and a client of it that is not connected yet.</summary>
public abstract class OrdersTests : IAsyncDisposable
{
    private protected OrdersTests(WebSocketServerConfig? config = null)
    {
        if (config is not null) Ends.Config = config;
        Server = new Orders.Server(Ends.Server);
        Ends.Keep(Client);
    }

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected Ends Ends { get; } = new();

    private protected Orders.Server Server { get; }

    private protected Orders.Client Client { get; } = new();

    public virtual async ValueTask DisposeAsync()
    {
        await Ends.DisposeAsync();
        Server.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task ConnectAsync(WebSocketRequestOptions options) =>
        await Client.ConnectAsync("ws://localhost/", options, Cancellation).WaitAsync(Ends.Guard, Cancellation);
}
