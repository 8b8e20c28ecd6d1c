using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>What a stream will say next, as a task. Listens from the call on.</summary>
internal static class Observed
{
    public static Task<T> NextAsync<T>(this IObservable<T> source) => source.FirstAsync().ToTask().Soon();

    public static Task<IList<T>> NextAsync<T>(this IObservable<T> source, int count) => source.Take(count).ToList().ToTask().Soon();

    /// <summary>Closes and tells how it ended.</summary>
    public static async Task<CloseResult> EndAsync(this ReactiveWebSocket ws, WebSocketCloseOptions? options = null)
    {
        var ct = TestContext.Current.CancellationToken;
        await (options is null ? ws.CloseAsync(ct) : ws.CloseAsync(options, ct)).Soon();
        return await ws.Closed.Soon();
    }
}
