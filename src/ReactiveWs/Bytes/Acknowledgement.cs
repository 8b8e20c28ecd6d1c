using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ReactiveWs.Bytes;

/// <summary>What TCP knows of the bytes that were written.</summary>
/// <param name="Bytes">How many the peer's system has acknowledged: grows while the peer takes some.</param>
/// <param name="IsComplete">Whether those are all.</param>
internal readonly record struct Acknowledgement(long Bytes, bool IsComplete)
{
    // linux/tcp.h, struct tcp_info
    const int Tcp = 6;
    const int TcpInfo = 11;
    const int UnacknowledgedSegments = 24;
    const int AcknowledgedBytes = 120;
    const int UnsentBytes = 144;
    const int Size = 148;

    /// <summary>As the kernel counts; nothing, and complete, where it does not say.</summary>
    public static Acknowledgement Of(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return new(0, true);
        Span<byte> state = stackalloc byte[Size];
        try
        {
            return socket.GetRawSocketOption(Tcp, TcpInfo, state) < Size
                ? new(0, true)
                : new(MemoryMarshal.Read<long>(state[AcknowledgedBytes..]), Word(state, UnacknowledgedSegments) == 0 && Word(state, UnsentBytes) == 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return new(0, true);        // it has ended
        }
    }

    static uint Word(ReadOnlySpan<byte> state, int at) => MemoryMarshal.Read<uint>(state[at..]);
}
