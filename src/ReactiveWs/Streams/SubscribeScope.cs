namespace ReactiveWs.Streams;

/// <summary>Finds out, while a query is being subscribed to, which of our streams it stands on, however many operators lie between.</summary>
internal sealed class SubscribeScope : IDisposable
{
    [ThreadStatic] static SubscribeScope? t_current;

    readonly SubscribeScope? _outer = t_current;
    readonly HashSet<IStreamOwner> _owners = [];
    readonly HashSet<string> _streams = [];

    public SubscribeScope() => t_current = this;

    public IReadOnlyCollection<IStreamOwner> Owners => _owners;

    /// <summary>The streams by name.</summary>
    public IReadOnlyCollection<string> Streams => _streams;

    public static void Reached(IStreamOwner owner, string stream)
    {
        t_current?._owners.Add(owner);
        t_current?._streams.Add(stream);
    }

    public void Dispose() => t_current = _outer;
}
