using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>What a stream will say next, as a task. Listens from the call on.</summary>
internal static class Observed
{
    public static Task<T> Next<T>(this IObservable<T> source) => source.FirstAsync().ToTask().Soon();

    public static Task<IList<T>> Next<T>(this IObservable<T> source, int count) => source.Take(count).ToList().ToTask().Soon();
}
