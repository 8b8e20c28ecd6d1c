using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace ReactiveWs.Soak.Measuring;

/// <summary>What the C library's allocator has handed out: deflate states and TLS sessions are there, and not in the managed heap.</summary>
internal static class NativeHeap
{
    /// <summary>
    /// Gives back what was freed. glibc keeps it by default, in up to eight arenas for each core: the working set would say how the allocator fares, and
    /// not what is held.
    /// </summary>
    public static void Trim()
    {
        try
        {
            _ = Trim(0);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // another C library, which has other habits
        }
    }

    /// <summary>Bytes in use; 0 where the C library does not tell.</summary>
    public static long InUse
    {
        get
        {
            try
            {
                var state = State();
                return (long)(state.InUse + state.Mapped);
            }
            catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
            {
                return 0;
            }
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Trim(nuint keep);

    [DllImport("libc", EntryPoint = "mallinfo2"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern Allocator State();

    /// <summary>glibc's <c>struct mallinfo2</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    [SuppressMessage("Performance", "CA1823", Justification = "The layout is the C library's.")]
    readonly struct Allocator
    {
        readonly nuint _arena, _ordinaryFree, _fastFree, _mappedCount;
        public readonly nuint Mapped;
        readonly nuint _unused, _fastFreeBytes;
        public readonly nuint InUse;
        readonly nuint _free, _trimmable;
    }
}
