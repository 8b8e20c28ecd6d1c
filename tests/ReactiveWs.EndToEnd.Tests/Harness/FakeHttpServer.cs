using System.Net.Security;
using System.Text;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>Answers every request with the same bytes, well-formed or not, and keeps what was asked.</summary>
internal sealed class FakeHttpServer : IAsyncDisposable
{
    readonly LoopbackListener _listener;
    readonly TaskCompletionSource<string> _request = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="answer">Sent after a request's head. Empty closes the connection without an answer.</param>
    /// <param name="certificate">For https.</param>
    public FakeHttpServer(string answer, TestCertificates.Pair? certificate = null)
    {
        _listener = new LoopbackListener(async (stream, ct) =>
        {
            if (certificate is null)
            {
                await AnswerAsync(stream, answer, ct);
                return;
            }

            using var loaded = certificate.Load();
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = loaded }, ct);
            await AnswerAsync(tls, answer, ct);
        });
    }

    public int Port => _listener.Port;

    /// <summary>The first request's head.</summary>
    public Task<string> Request => _request.Task.Soon();

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    async Task AnswerAsync(Stream stream, string answer, CancellationToken cancellationToken)
    {
        _request.TrySetResult(await stream.HeadAsync(cancellationToken));
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancellationToken);
    }
}
