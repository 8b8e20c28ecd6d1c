namespace ReactiveWs.Serving;

/// <summary>The open connections of a server. The list is made anew only after a change, and shared until the next.</summary>
internal sealed class ConnectionRegistry<T> where T : class
{
    readonly Lock _lock = new();
    readonly HashSet<T> _connections = [];
    T[]? _list = [];

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
        }
    }
}
