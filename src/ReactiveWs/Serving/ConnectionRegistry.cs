namespace ReactiveWs.Serving;

/// <summary>The open connections of a server, or their links. The list is made anew only after a change, and shared until the next.</summary>
internal sealed class ConnectionRegistry<T> where T : class
{
    readonly Lock _lock = new();
    readonly HashSet<T> _connections = [];
    T[]? _list = [];
    TaskCompletionSource? _none;

    public T[] All
    {
        get
        {
            if (Volatile.Read(ref _list) is { } list) return list;
            lock (_lock) return _list ??= [.. _connections];
        }
    }

    public bool Contains(T connection)
    {
        lock (_lock) return _connections.Contains(connection);
    }

    public void Add(T connection)
    {
        lock (_lock)
        {
            _connections.Add(connection);
            _list = null;
        }
    }

    public void Remove(T connection)
    {
        lock (_lock)
        {
            if (_connections.Remove(connection)) _list = null;
            if (_connections.Count > 0) return;
            _none?.TrySetResult();
            _none = null;
        }
    }

    /// <summary>Completes when there are none.</summary>
    public Task WhenNone()
    {
        lock (_lock)
        {
            if (_connections.Count == 0) return Task.CompletedTask;
            _none ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _none.Task;
        }
    }
}
