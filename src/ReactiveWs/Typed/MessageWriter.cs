using System.Buffers;
using System.ComponentModel;
using System.Text.Json;

namespace ReactiveWs.Typed;

/// <summary>Lends one JSON writer per thread, so that writing a message into the send buffer allocates nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MessageWriter
{
    [ThreadStatic] static Utf8JsonWriter? t_writer;
    [ThreadStatic] static WsCodecOptions? t_options;

    /// <summary>A writer onto the buffer; to be given back with <see cref="End"/>, or forgotten when writing throws.</summary>
    public static Utf8JsonWriter Begin(IBufferWriter<byte> output, WsCodecOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Utf8JsonWriter? writer = t_writer;
        t_writer = null;
        if (writer is null || !ReferenceEquals(t_options, options))
        {
            t_options = options;
            return new Utf8JsonWriter(output, options.Writer);
        }
        writer.Reset(output);
        return writer;
    }

    /// <summary>Completes the text and gives the writer back.</summary>
    public static void End(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Flush();
        t_writer = writer;
    }
}
