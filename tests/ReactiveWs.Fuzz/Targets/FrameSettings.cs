using ReactiveWs.Frames;
using ReactiveWs.Messages;

namespace ReactiveWs.Fuzz.Targets;

/// <summary>What the first four bytes of a frame input mean.</summary>
internal readonly struct FrameSettings(ReadOnlySpan<byte> bytes)
{
    public const int Size = 4;

    static readonly int[] s_largest = [4096, 125, 1000, 64 * 1024];

    readonly byte _flags = bytes[0];

    /// <summary>How the pieces are cut.</summary>
    public int SplitSeed { get; } = bytes[1] | bytes[2] << 8;

    public Side Side => (_flags & 1) == 0 ? Side.Server : Side.Client;

    public bool Compresses => (_flags & 2) != 0;

    /// <summary>Whether long messages are delivered in slices.</summary>
    public bool Slices => (_flags & 4) != 0;

    /// <summary>Whether whoever takes messages asks for a pause after some.</summary>
    public bool Pauses => (_flags & 8) != 0;

    public long MaxMessageSize => s_largest[_flags >> 6];

    /// <summary>What the receive buffer holds.</summary>
    public int Capacity { get; } = 64 << (bytes[3] & 7);

    /// <summary>For the state: which side, and with what.</summary>
    public int Kind => _flags & 0x3F;

    public ConnectionSettings Connection => new()
    {
        MaxMessageSize = MaxMessageSize,
        MaxFragments = 12,
        ChunkSize = Slices ? 40 : int.MaxValue,
    };

    public DeflateParameters? Deflate => Compresses ? new DeflateParameters((_flags & 0x10) != 0, (_flags & 0x20) != 0) : null;
}
