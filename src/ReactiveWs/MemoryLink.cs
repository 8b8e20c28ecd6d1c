namespace ReactiveWs;

/// <summary>Two ends of a link in memory.</summary>
public static class MemoryLink
{
    /// <summary>Two duplex streams; what is written to one is read from the other.</summary>
    public static (Stream Client, Stream Server) Pair() => throw new NotSupportedException();
}
