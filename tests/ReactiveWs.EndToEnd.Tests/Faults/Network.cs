using System.Diagnostics;
using System.Globalization;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests.Faults;

/// <summary>Two network namespaces of their own, joined by a cable that can be pulled out, or made to lose everything.</summary>
internal sealed class Network : IDisposable
{
    static int s_last;

    readonly string _near;
    readonly string _far;

    Network(string name) => (_near, _far) = ($"{name}n", $"{name}f");

    public const string NearAddress = "10.213.0.1";

    public const string FarAddress = "10.213.0.2";

    const string NobodysHardware = "02:00:00:00:00:99";

    public static Network Make()
    {
        Peer.Ip.Require();
        var network = new Network(string.Create(CultureInfo.InvariantCulture, $"rws{Environment.ProcessId}x{Interlocked.Increment(ref s_last)}"));
        var refusal = Try("netns", "add", network._near);
        Assert.SkipWhen(refusal is not null, $"network namespaces are not permitted here: {refusal}");
        Run("netns", "add", network._far);
        Run("link", "add", "near", "netns", network._near, "type", "veth", "peer", "name", "far", "netns", network._far);
        Run("-n", network._near, "addr", "add", $"{NearAddress}/24", "dev", "near");
        Run("-n", network._far, "addr", "add", $"{FarAddress}/24", "dev", "far");
        Run("-n", network._near, "link", "set", "near", "up");
        Run("-n", network._far, "link", "set", "far", "up");
        return network;
    }

    /// <summary>A process of the peer program at the near end.</summary>
    public ChildProcess StartNear(params IEnumerable<string> arguments) => Start(_near, arguments);

    /// <summary>A process of the peer program at the far end.</summary>
    public ChildProcess StartFar(params IEnumerable<string> arguments) => Start(_far, arguments);

    public void PullOut() => Run("-n", _near, "link", "set", "near", "down");

    public void PlugIn() => Run("-n", _near, "link", "set", "near", "up");

    /// <summary>Both ends send to hardware that nobody has: no end hears of it.</summary>
    public void LoseEverything()
    {
        LoseWhatLeavesNear();
        Run("-n", _far, "neigh", "replace", NearAddress, "lladdr", NobodysHardware, "dev", "far", "nud", "permanent");
    }

    /// <summary>What the far end sends still arrives.</summary>
    public void LoseWhatLeavesNear() => Run("-n", _near, "neigh", "replace", FarAddress, "lladdr", NobodysHardware, "dev", "near", "nud", "permanent");

    public void LoseNothing()
    {
        Try("-n", _near, "neigh", "del", FarAddress, "dev", "near");
        Try("-n", _far, "neigh", "del", NearAddress, "dev", "far");
    }

    public void Dispose()
    {
        Try("netns", "del", _near);
        Try("netns", "del", _far);
    }

    static ChildProcess Start(string name, IEnumerable<string> arguments) =>
        ChildProcess.Start(Peer.Ip.Path, ["netns", "exec", name, "dotnet", Built.EndToEndPeer, .. arguments]);

    static void Run(params string[] arguments)
    {
        if (Try(arguments) is { } refusal) throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {refusal}");
    }

    /// <summary>What it said when it failed; null when it did not.</summary>
    static string? Try(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Peer.Ip.Path, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : said.Trim();
    }
}
