using ReactiveWs.Bytes;

namespace ReactiveWs.Serving;

/// <summary>The links of a server, from their first byte to their end.</summary>
internal sealed class ServedLinks
{
    readonly Lock _lock = new();
    readonly HashSet<ByteLink> _links = [];
    TaskCompletionSource? _none;

    /// <summary>Those there are now.</summary>
    public IReadOnlyList<ByteLink> All
    {
        get
        {
            lock (_lock) return [.. _links];
        }
    }

    /// <summary>A client has connected.</summary>
    public void Add(ByteLink link)
    {
        lock (_lock) _links.Add(link);
    }

    /// <summary>It was served.</summary>
    public void Remove(ByteLink link)
    {
        lock (_lock)
        {
            _links.Remove(link);
            if (_links.Count > 0) return;
            _none?.TrySetResult();
            _none = null;
        }
    }

    /// <summary>Completes when there are none.</summary>
    public Task WhenNone()
    {
        lock (_lock)
        {
            if (_links.Count == 0) return Task.CompletedTask;
            _none ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _none.Task;
        }
    }
}
