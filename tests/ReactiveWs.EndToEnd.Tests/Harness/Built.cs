using System.Reflection;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>Paths that the build wrote into this assembly.</summary>
internal static class Built
{
    /// <summary>The folder of the Node scripts.</summary>
    public static string Peers { get; } = Path("Peers");

    /// <summary>The assembly of samples/Hello.</summary>
    public static string Hello { get; } = Path("Hello");

    /// <summary>The assembly of samples/Ticker.</summary>
    public static string Ticker { get; } = Path("Ticker");

    /// <summary>The assembly of samples/Chat/Chat.Server.</summary>
    public static string ChatServer { get; } = Path("Chat.Server");

    /// <summary>The assembly of samples/Chat/Chat.Client.</summary>
    public static string ChatClient { get; } = Path("Chat.Client");

    /// <summary>The assembly of samples/MarketFeed.</summary>
    public static string MarketFeed { get; } = Path("MarketFeed");

    /// <summary>The assembly of tests/ReactiveWs.EndToEnd.Peer.</summary>
    public static string EndToEndPeer { get; } = Path("EndToEndPeer");

    static string Path(string key) => System.IO.Path.GetFullPath(typeof(Built).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!);
}
