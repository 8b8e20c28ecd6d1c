namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>A program of somebody else's that tests meet.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Path">Where it should be.</param>
/// <param name="Install">The command that installs it.</param>
internal sealed record Peer(string Name, string Path, string Install)
{
    public static Peer Node { get; } = Program("node", "nodejs");

    public static Peer NodeWs { get; } = new("ws for Node", System.IO.Path.Combine(Built.Peers, "node_modules", "ws", "package.json"), $"npm ci --prefix {Built.Peers}");

    public static Peer Chromium { get; } = Program("chromium", "chromium");

    public static Peer LibwebsocketsServer { get; } = Program("libwebsockets-test-server", "libwebsockets-test-server");

    public static Peer LibwebsocketsClient { get; } = Program("libwebsockets-test-client", "libwebsockets-test-server");

    public static Peer TinyProxy { get; } = Program("tinyproxy", "tinyproxy");

    /// <summary>Makes network namespaces, where that is permitted.</summary>
    public static Peer Ip { get; } = Program("ip", "iproute2");

    /// <summary>What to say when it is not here; null when it is.</summary>
    public string? Missing => File.Exists(Path) ? null : $"{Name} is not here; install it with: {Install}";

    /// <summary>Skips the test when the peer is missing; in continuous integration it fails.</summary>
    public void Require()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Null(Missing);
        }

        Assert.SkipWhen(Missing is not null, Missing ?? "");
    }

    static Peer Program(string name, string package) =>
        new(name, Find(name), $"apt-get update && apt-get install -y --no-install-recommends {package}");

    static string Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .Select(folder => System.IO.Path.Combine(folder, program))
            .FirstOrDefault(File.Exists) ?? program;
}
