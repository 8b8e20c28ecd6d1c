using System.Diagnostics;
using System.Globalization;

namespace ReactiveWs.Soak.Measuring;

/// <summary>One look at the process, after a full collection, and after the C library has given back what was freed.</summary>
/// <param name="Seconds">Since the beginning.</param>
/// <param name="Connections">Open at the servers.</param>
/// <param name="Heap">Managed memory that is reachable, in bytes.</param>
/// <param name="Native">Memory that the C library has handed out, in bytes.</param>
/// <param name="WorkingSet">Memory that the process holds, in bytes.</param>
/// <param name="Descriptors">Open file descriptors.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Visits">Visits that have ended.</param>
/// <param name="Messages">Messages that were received, by both sides.</param>
/// <param name="Unobserved">Failed tasks that nobody looked at.</param>
internal sealed record Sample(double Seconds, int Connections, long Heap, long Native, long WorkingSet, int Descriptors, int Threads, long Visits, long Messages, int Unobserved)
{
    public const string Columns = "seconds,connections,heap_bytes,native_bytes,working_set_bytes,handles,threads,visits,messages,unobserved";

    const string OwnDescriptors = "/proc/self/fd";

    /// <summary>Those of them that are sockets; 0 where the system does not tell.</summary>
    public static int Sockets => Directory.Exists(OwnDescriptors)
        ? new DirectoryInfo(OwnDescriptors).EnumerateFileSystemInfos().Count(descriptor => descriptor.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true)
        : 0;

    /// <summary>The open descriptors of this process.</summary>
    public static int Handles
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return Directory.Exists(OwnDescriptors) ? Directory.GetFileSystemEntries(OwnDescriptors).Length : process.HandleCount;
        }
    }

    /// <summary>Collects until nothing more is found, so that finalizers had their say.</summary>
    public static Sample Take(TimeSpan elapsed, Ledger ledger, int connections, Unobserved unobserved)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        NativeHeap.Trim();
        using var process = Process.GetCurrentProcess();
        return new Sample(elapsed.TotalSeconds, connections, GC.GetTotalMemory(forceFullCollection: false), NativeHeap.InUse, process.WorkingSet64, Handles, process.Threads.Count,
            ledger.Ended, ledger.Messages, unobserved.Count);
    }

    public string Row => string.Create(CultureInfo.InvariantCulture,
        $"{Seconds:0.0},{Connections},{Heap},{Native},{WorkingSet},{Descriptors},{Threads},{Visits},{Messages},{Unobserved}");
}
