namespace ReactiveWs;

/// <summary>The peer answered a ping (RFC 6455 §5.5.3).</summary>
/// <param name="RoundTrip">The time from the ping to this answer; <see cref="TimeSpan.Zero"/> for a pong nobody asked for.</param>
public readonly record struct Pong(TimeSpan RoundTrip);
