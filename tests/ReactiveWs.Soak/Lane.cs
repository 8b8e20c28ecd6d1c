namespace ReactiveWs.Soak;

/// <summary>One direction of one visit: what one end accepted for sending, and what came out at the other. Numbers begin with 0 and leave none out.</summary>
/// <param name="mayLose">Whether the link is cut on purpose, so that what had reached the kernel may or may not arrive.</param>
internal sealed class Lane(bool mayLose)
{
    readonly Lock _lock = new();
    HashSet<int>? _missing;
    int _next;

    public int Accepted { get; private set; }

    public int Received { get; private set; }

    public int Undelivered { get; private set; }

    /// <summary>Neither received nor reported: it had reached the kernel when the link was cut.</summary>
    public int Unknown => Accepted - Received - Undelivered;

    /// <summary>What must not happen and did; null when nothing.</summary>
    public string? Fault { get; private set; }

    public void Accept()
    {
        lock (_lock) Accepted++;
    }

    public void Report(int undelivered)
    {
        lock (_lock) Undelivered += undelivered;
    }

    public void Receive(int number)
    {
        lock (_lock)
        {
            Received++;
            if (number < 0) Fault ??= "a message was changed on its way";
            else if (number < _next) ReceiveLate(number);
            else Advance(number);
        }
    }

    // over a link that was cut, an old connection's last bytes may be read after a new one's first
    void ReceiveLate(int number)
    {
        if (_missing?.Remove(number) != true) Fault ??= $"message {number} came twice, or out of order: {_next} was next";
    }

    void Advance(int number)
    {
        if (number > _next && !mayLose) Fault ??= $"message {number} came when {_next} was next";
        for (; _next < number; _next++) (_missing ??= []).Add(_next);
        _next = number + 1;
    }

    /// <summary>What is wrong now that both ends have ended; null when nothing is.</summary>
    public string? Judge()
    {
        lock (_lock)
        {
            if (Fault is not null) return Fault;
            if (Unknown < 0) return $"{Accepted} were accepted, but {Received} came out and {Undelivered} were reported undelivered";
            return Unknown > 0 && !mayLose ? $"{Unknown} of {Accepted} are lost: {Received} came out, {Undelivered} were reported undelivered" : null;
        }
    }
}
