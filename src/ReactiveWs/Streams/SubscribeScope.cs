namespace ReactiveWs.Streams;

/// <summary>Finds out, while a query is being subscribed to, which of our streams it stands on, however many operators lie between.</summary>
internal sealed class SubscribeScope : IDisposable
{
    [ThreadStatic] static SubscribeScope? t_current;

    readonly SubscribeScope? _outer = t_current;
    readonly HashSet<IStreamOwner> _owners = [];

    public SubscribeScope() => t_current = this;

    public IReadOnlyCollection<IStreamOwner> Owners => _owners;

    public static void Reached(IStreamOwner owner) => t_current?._owners.Add(owner);

    public void Dispose() => t_current = _outer;
}
