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

    static string Path(string key) => System.IO.Path.GetFullPath(typeof(Built).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!);
}
