namespace ReactiveWs.Messages;

/// <summary>
/// The replies that somebody waits for on one connection. They come behind other messages: while there are any, a full inbox does not stop the reading
/// before a message's greatest size more was read. Then these waits fail, because what is kept in memory has to end somewhere.
/// </summary>
/// <param name="maxMessageSize">The limit of the connection; without one, the default limit holds here.</param>
internal sealed class AwaitedReplies(long maxMessageSize)
{
    const int DefaultAllowance = 1024 * 1024;

    /// <summary>What a message in an inbox costs beside its bytes.</summary>
    const int Cost = 64;

    readonly long _allowance = maxMessageSize == long.MaxValue ? DefaultAllowance : maxMessageSize;
    readonly List<Action> _congested = [];
    long _overrun;

    /// <summary>Whether reading goes on although an inbox is full.</summary>
    public bool MayReadOn
    {
        get
        {
            lock (_congested) return _congested.Count > 0 && _overrun < _allowance;
        }
    }

    /// <summary>Somebody waits for a reply.</summary>
    /// <param name="congested">Ends the wait when too much came before the reply.</param>
    public void Add(Action congested)
    {
        lock (_congested) _congested.Add(congested);
    }

    /// <summary>It has come, or nobody waits for it any more.</summary>
    public void Remove(Action congested)
    {
        lock (_congested) _congested.Remove(congested);
    }

    /// <summary>A message was delivered. Called by the loop alone.</summary>
    public void OnMessage(int size, bool isBehind)
    {
        if (isBehind) _overrun += size + Cost;
        else _overrun = 0;
    }

    /// <summary>Reading has stopped: if all that may be read was read, nobody shall wait any longer.</summary>
    public void FailWhenSpent()
    {
        if (_overrun < _allowance) return;
        Action[] congested;
        lock (_congested)
        {
            congested = [.. _congested];
            _congested.Clear();
        }
        foreach (var fail in congested) fail();
    }
}
