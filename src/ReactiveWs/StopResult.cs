namespace ReactiveWs;

/// <summary>How a server's stop went: what its drain could not deliver is one figure.</summary>
/// <param name="Connections">How many connections were open when it began.</param>
/// <param name="Clean">How many of them ended with close frames both ways (RFC 6455 §7.1.4); the others were lost, or cut when DrainTimeout was over.</param>
/// <param name="Undelivered">
/// How many messages, over all of them, were accepted for sending but had not been handed to the operating system whole: the sum of their
/// <see cref="CloseResult.Undelivered"/>.
/// </param>
public readonly record struct StopResult(int Connections, int Clean, int Undelivered)
{
    internal static StopResult Of(CloseResult end) => new(1, end.WasClean ? 1 : 0, end.Undelivered);

    internal StopResult Plus(StopResult other) => new(Connections + other.Connections, Clean + other.Clean, Undelivered + other.Undelivered);
}
