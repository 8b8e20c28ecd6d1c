using ReactiveWs.Bytes;

namespace ReactiveWs;

/// <summary>Two ends of a link in memory: for tests that want real bytes on a real protocol, and no network.</summary>
/// <remarks>
/// Give one end to <see cref="WebSocketRequestOptions.OpenLink"/>. Each direction holds at most 64 KiB; then the writer waits, as on a network.
/// The ends use no thread of their own. Each may be read by one and written by another thread at a time.
/// </remarks>
public static class MemoryLink
{
    const int Capacity = 64 * 1024;

    /// <summary>
    /// Two duplex streams; what is written to one is read from the other. Disposing one gives the other the end of the stream once it has read
    /// what is left, and makes its writes throw <see cref="IOException"/>.
    /// </summary>
    /// <returns>The two ends. They are alike: the names only say who usually gets which.</returns>
    public static (Stream Client, Stream Server) Pair()
    {
        var (toServer, toClient) = (new MemoryFlow(Capacity), new MemoryFlow(Capacity));
        return (new MemoryEnd(toClient, toServer), new MemoryEnd(toServer, toClient));
    }
}
