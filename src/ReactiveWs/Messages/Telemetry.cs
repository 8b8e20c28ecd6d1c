using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ReactiveWs.Messages;

/// <summary>
/// Every instrument and every activity of this library, all named <c>ReactiveWs</c>. Costs one flag test where nobody listens.
/// The table for users stands in the README.
/// </summary>
internal static class Telemetry
{
    public const string Name = "ReactiveWs";

    public static readonly ActivitySource Activities = new(Name);

    static readonly Meter s_meter = new(Name);

    static readonly UpDownCounter<long> s_active = s_meter.CreateUpDownCounter<long>(
        "reactivews.connections.active", "{connection}", "Connections that are open.");

    static readonly Counter<long> s_messages = s_meter.CreateCounter<long>(
        "reactivews.messages", "{message}", "Messages sent and received.");

    static readonly Counter<long> s_bytes = s_meter.CreateCounter<long>(
        "reactivews.message.io", "By", "Bytes of messages: received after, sent before compression and framing.");

    static readonly Counter<long> s_dropped = s_meter.CreateCounter<long>(
        "reactivews.messages.dropped", "{message}", "Messages that a delivery policy discarded.");

    static readonly Counter<long> s_undelivered = s_meter.CreateCounter<long>(
        "reactivews.messages.undelivered", "{message}", "Messages that were queued when their connection ended.");

    static readonly Counter<long> s_failures = s_meter.CreateCounter<long>(
        "reactivews.subscriber.failures", "{failure}", "Exceptions thrown by subscribers and handlers.");

    static readonly Counter<long> s_refusals = s_meter.CreateCounter<long>(
        "reactivews.upgrades.refused", "{request}", "Requests that a server did not upgrade.");

    static readonly Counter<long> s_errors = s_meter.CreateCounter<long>(
        "reactivews.connections.failed", "{connection}", "Connections that did not end clean.");

    static readonly Counter<long> s_attempts = s_meter.CreateCounter<long>(
        "reactivews.connect.attempts", "{attempt}", "Attempts of clients to connect.");

    static readonly Histogram<double> s_roundTrip = s_meter.CreateHistogram<double>(
        "reactivews.ping.duration", "s", "Time from a ping to its pong.");

    static readonly Histogram<double> s_handler = s_meter.CreateHistogram<double>(
        "reactivews.handler.duration", "s", "Time that an asynchronous handler took.");

    static readonly Histogram<long> s_queue = s_meter.CreateHistogram<long>(
        "reactivews.send_queue.size", "By", "Bytes that waited in the send queue when a message was added.");

    static readonly Histogram<int> s_backlog = s_meter.CreateHistogram<int>(
        "reactivews.backlog.size", "{message}", "Messages that waited under their delivery policy when one was added.");

    static readonly Histogram<int> s_inbox = s_meter.CreateHistogram<int>(
        "reactivews.inbox.size", "{event}", "Events that waited before a handler when one was added.");

    static readonly Histogram<double> s_request = s_meter.CreateHistogram<double>(
        "reactivews.request.duration", "s", "Time from a request to its reply or its failure.");

    /// <summary>Whether anybody wants the time of handlers: then it is taken.</summary>
    public static bool WantsHandlerTime => s_handler.Enabled;

    public static string RoleOf(Frames.Side side) => side == Frames.Side.Server ? "server" : "client";

    public static void Opened(string role) => s_active.Add(1, Role(role));

    public static void Ended(string role, CloseResult result, WebSocketErrorCode? error)
    {
        if (error is { } code && s_errors.Enabled) s_errors.Add(1, Role(role), new("error.type", code.ToString()));
        s_active.Add(-1, Role(role));
        if (result.Undelivered > 0) s_undelivered.Add(result.Undelivered, Role(role));
    }

    /// <summary>Whether anybody counts messages or their bytes.</summary>
    public static bool CountsMessages => s_messages.Enabled || s_bytes.Enabled;

    public static void Received(string role, string type, int size)
    {
        if (s_messages.Enabled) s_messages.Add(1, Role(role), Direction("receive"), Type(type));
        if (s_bytes.Enabled) s_bytes.Add(size, Role(role), Direction("receive"), Type(type));
    }

    public static void Sent(string role, string type, int size, int queued)
    {
        if (s_messages.Enabled) s_messages.Add(1, Role(role), Direction("send"), Type(type));
        if (s_bytes.Enabled) s_bytes.Add(size, Role(role), Direction("send"), Type(type));
        if (s_queue.Enabled) s_queue.Record(queued, Role(role));
    }

    public static DropReason Dropped(DropReason reason, string messageType)
    {
        if (s_dropped.Enabled) s_dropped.Add(1, new("reactivews.drop.reason", reason.ToString()), Type(messageType));
        return reason;
    }

    public static void SubscriberFailed(string stream, Exception exception)
    {
        if (s_failures.Enabled) s_failures.Add(1, new("reactivews.stream", stream), new("error.type", exception.GetType().FullName));
    }

    public static void Refused(int? status)
    {
        if (s_refusals.Enabled) s_refusals.Add(1, new KeyValuePair<string, object?>("http.response.status_code", status));
    }

    public static void Attempted(bool succeeded) => s_attempts.Add(1, new KeyValuePair<string, object?>("reactivews.outcome", succeeded ? "open" : "failed"));

    public static TimeSpan Ponged(string role, TimeSpan roundTrip)
    {
        if (roundTrip > TimeSpan.Zero) s_roundTrip.Record(roundTrip.TotalSeconds, Role(role));
        return roundTrip;
    }

    public static void Waits(string type, int count)
    {
        if (s_backlog.Enabled) s_backlog.Record(count, Type(type));
    }

    /// <summary>Whether anybody wants to know how full inboxes are.</summary>
    public static bool WantsInboxSize => s_inbox.Enabled;

    public static void Entered(string type, int count) => s_inbox.Record(count, Type(type));

    public static void Requested(string type, TimeSpan time, bool succeeded)
    {
        if (s_request.Enabled) s_request.Record(time.TotalSeconds, Type(type), new("reactivews.outcome", succeeded ? "reply" : "failed"));
    }

    public static void Handled(string messageType, TimeSpan time) =>
        s_handler.Record(time.TotalSeconds, Type(messageType));

    static KeyValuePair<string, object?> Role(string role) => new("reactivews.role", role);

    static KeyValuePair<string, object?> Direction(string direction) => new("reactivews.direction", direction);

    static KeyValuePair<string, object?> Type(string type) => new("reactivews.message.type", type);
}
