using System.Buffers;
using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>A stream in, the fragments of one message out (§5.4).</summary>
internal static class MessageSplitter
{
    const int FragmentSize = 16 * 1024;

    /// <summary>
    /// Sends all of the stream. Reads one fragment ahead, so that the last one carries FIN and an empty stream is an empty message.
    /// </summary>
    public static async Task SendAsync(SendQueue queue, Stream stream, bool isText, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FragmentSize * 2);
        try
        {
            var (now, next) = (buffer.AsMemory(0, FragmentSize), buffer.AsMemory(FragmentSize, FragmentSize));
            var opcode = isText ? Opcode.Text : Opcode.Binary;
            var text = new Utf8Validator();
            var count = await stream.ReadAtLeastAsync(now, FragmentSize, false, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var ahead = count < FragmentSize ? 0 : await stream.ReadAtLeastAsync(next, FragmentSize, false, cancellationToken).ConfigureAwait(false);
                var valid = !isText || (text.Append(now.Span[..count]) && (ahead > 0 || text.IsComplete));
                if (!valid) throw new ReactiveWsException(WebSocketErrorCode.InvalidArgument, "The stream is not UTF-8: send it as binary, or encode it.");
                await queue.SendFragmentAsync(opcode, now[..count], fin: ahead == 0, cancellationToken).ConfigureAwait(false);
                if (ahead == 0) return;
                (now, next, count, opcode) = (next, now, ahead, Opcode.Continuation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
