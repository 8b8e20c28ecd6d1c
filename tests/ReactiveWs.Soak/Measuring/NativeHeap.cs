using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace ReactiveWs.Soak.Measuring;

/// <summary>What the C library's allocator has handed out: deflate states and TLS sessions are there, and not in the managed heap.</summary>
internal static class NativeHeap
{
    const int MostArenas = -8;           // M_ARENA_MAX

    /// <summary>
    /// Lets glibc keep one arena. By default it keeps up to eight for each core, in each of which what was freed may stay for long: the working set then
    /// says how the allocator fared, and not what is held.
    /// </summary>
    public static void KeepOneArena()
    {
        try
        {
            _ = SetOption(MostArenas, 1);
        }
        catch (EntryPointNotFoundException)
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

    [DllImport("libc", EntryPoint = "mallopt"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int SetOption(int option, int value);

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
