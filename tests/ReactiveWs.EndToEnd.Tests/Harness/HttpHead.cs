using System.Text;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>Reads the head of an HTTP message and not a byte more.</summary>
internal static class HttpHead
{
    public static async Task<string> HeadAsync(this Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < 64 * 1024 && await stream.ReadAsync(one, cancellationToken) > 0)
        {
            head.Append((char)one[0]);
            if (one[0] == '\n' && head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
            {
                break;
            }
        }

        return head.ToString();
    }
}
