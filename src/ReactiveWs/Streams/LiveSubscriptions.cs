using ReactiveWs.Messages;

namespace ReactiveWs.Streams;

/// <summary>
/// The keyed subscriptions of a client that live, in the order in which they began. Each is sent once per connection: when the subscribers of <c>Opens</c>
/// are done, or when it begins later. What ended before it was sent is never sent.
/// </summary>
internal sealed class LiveSubscriptions
{
    readonly Lock _lock = new();
    readonly LinkedList<LiveSubscription> _live = new();
    readonly LinkedList<Step> _steps = new();
    Connection? _connection;
    bool _running;

    bool IsOpen => _connection is { IsClosing: false };

    /// <summary>A subscription begins; to be followed by <see cref="Start"/>.</summary>
    public void Add(LiveSubscription subscription)
    {
        lock (_lock)
        {
            _live.AddLast(subscription);
            if (IsOpen) Plan(subscription);
        }
    }

    /// <summary>A subscription ends; to be followed by <see cref="Start"/>.</summary>
    public void Remove(LiveSubscription subscription)
    {
        lock (_lock)
        {
            _live.Remove(subscription);
            if (subscription.Planned is { List: not null } planned) _steps.Remove(planned);
            else if (IsOpen && subscription.SentOn == _connection && subscription.Unsubscribe is { } unsubscribe) _steps.AddLast(new Step(subscription, unsubscribe));
        }
    }

    /// <summary>A connection is open, and who had to speak first has spoken.</summary>
    public void OnOpen(Connection connection)
    {
        lock (_lock)
        {
            _connection = connection;
            _steps.Clear();
            foreach (var subscription in _live) Plan(subscription);
        }
        Start();
    }

    void Plan(LiveSubscription subscription) => subscription.Planned = _steps.AddLast(new Step(subscription, subscription.Subscribe));

    /// <summary>Sends what is to be sent. Not to be called under a lock.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_running || !IsOpen) return;
            _running = true;
        }
        _ = RunAsync();
    }

    // one after another: two threads that subscribe and unsubscribe must not overtake each other
    async Task RunAsync()
    {
        while (Next() is { } step)
        {
            try
            {
                await step.Send().ConfigureAwait(false);
            }
            catch (ReactiveWsException error) when (error.Code == WebSocketErrorCode.NotConnected)
            {
                // the connection ended meanwhile; the next one subscribes again
            }
            catch (Exception error)
            {
                step.Subscription.Failed(error);
            }
        }
    }

    Step? Next()
    {
        lock (_lock)
        {
            if (_steps.First is not { } first || !IsOpen)
            {
                _running = false;
                return null;
            }
            _steps.Remove(first);
            first.Value.Subscription.SentOn = _connection;
            return first.Value;
        }
    }

    internal sealed record Step(LiveSubscription Subscription, Func<ValueTask<SendResult>> Send);
}

/// <summary>One of the <see cref="LiveSubscriptions"/>, which own its state.</summary>
/// <param name="subscribe">Sends the message that subscribes.</param>
/// <param name="unsubscribe">Sends the message that unsubscribes; null when there is none.</param>
/// <param name="failed">Told of what was thrown.</param>
internal sealed class LiveSubscription(Func<ValueTask<SendResult>> subscribe, Func<ValueTask<SendResult>>? unsubscribe, Action<Exception> failed)
{
    public Func<ValueTask<SendResult>> Subscribe => subscribe;

    public Func<ValueTask<SendResult>>? Unsubscribe => unsubscribe;

    public Action<Exception> Failed => failed;

    /// <summary>Where it waits to be sent.</summary>
    public LinkedListNode<LiveSubscriptions.Step>? Planned { get; set; }

    /// <summary>The connection that it was sent on last.</summary>
    public Connection? SentOn { get; set; }
}
