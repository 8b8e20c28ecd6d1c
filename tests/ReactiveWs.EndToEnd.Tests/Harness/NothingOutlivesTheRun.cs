using System.Globalization;

[assembly: AssemblyFixture(typeof(ReactiveWs.EndToEnd.Tests.Harness.NothingOutlivesTheRun))]

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>Fails the run when it leaves a TCP connection of this process open: then something did not end what it began.</summary>
public sealed class NothingOutlivesTheRun : IDisposable
{
    const string Established = "01";

    // The test platform's own.
    readonly HashSet<string> _before = [.. Open().Select(connection => connection.Inode)];

    public void Dispose()
    {
        var left = Open().Where(connection => !_before.Contains(connection.Inode)).ToList();
        if (left.Count > 0)
        {
            throw new InvalidOperationException($"{left.Count} connections outlived the run: {string.Join(", ", left.Select(connection => connection.Ports).Take(10))}");
        }
    }

    static IEnumerable<(string Inode, string Ports)> Open()
    {
        if (!Directory.Exists("/proc/self/fd"))
        {
            return [];
        }

        var ours = new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
            .Select(descriptor => descriptor.LinkTarget is { } target && target.StartsWith("socket:[", StringComparison.Ordinal) ? target[8..^1] : null)
            .ToHashSet();
        return from table in new[] { "/proc/self/net/tcp", "/proc/self/net/tcp6" }
               where File.Exists(table)
               from line in File.ReadLines(table).Skip(1)
               let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where words[3] == Established && ours.Contains(words[9])
               select (words[9], $"{Port(words[1])} to {Port(words[2])}");
    }

    static int Port(string address) => int.Parse(address.Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
