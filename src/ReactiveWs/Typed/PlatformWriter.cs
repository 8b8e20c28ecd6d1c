using System.Buffers;
using System.Text.Json;

namespace ReactiveWs.Typed;

/// <summary>A platform writer with a buffer of its own, for values whose text the platform decides. One is kept per thread, so that it costs no memory each time.</summary>
sealed class PlatformWriter
{
    const int LargestKept = 64 * 1024;

    [ThreadStatic] static PlatformWriter? t_kept;

    readonly WsCodecOptions _options;
    int _start;

    PlatformWriter(WsCodecOptions options)
    {
        _options = options;
        Json = new Utf8JsonWriter(Buffer, options.Writer);
    }

    public ArrayBufferWriter<byte> Buffer { get; } = new();

    public Utf8JsonWriter Json { get; }

    /// <summary>The value, without what opened the levels around it.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Json.Flush();
            return Buffer.WrittenSpan[_start..];
        }
    }

    /// <summary>A writer for a value so many levels deep, so that it counts the rest up to the limit. Not given back when writing throws.</summary>
    public static PlatformWriter Rent(WsCodecOptions options, int depth)
    {
        PlatformWriter writer = t_kept is { } kept && ReferenceEquals(kept._options, options) ? kept : new PlatformWriter(options);
        t_kept = null;
        writer.Buffer.ResetWrittenCount();
        writer.Json.Reset(writer.Buffer);
        for (int i = 0; i < depth; i++) writer.Json.WriteStartArray();
        writer.Json.Flush();
        writer._start = writer.Buffer.WrittenCount;
        return writer;
    }

    public void Return()
    {
        if (Buffer.Capacity <= LargestKept) t_kept = this;
    }
}
