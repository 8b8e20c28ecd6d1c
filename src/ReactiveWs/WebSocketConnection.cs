using System.Buffers;
using System.Net;
using System.Reactive;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;

namespace ReactiveWs;

/// <summary>One connection of a server.</summary>
public sealed class WebSocketConnection
{
    /// <summary>The client's IP address; empty where the link has none.</summary>
    public string ClientIP => throw new NotSupportedException();

    /// <summary>The client's port; 0 where the link has none.</summary>
    public int ClientPort => throw new NotSupportedException();

    /// <summary>The path that was asked for.</summary>
    public string Path => throw new NotSupportedException();

    /// <summary>The query that was asked for, without the question mark.</summary>
    public string Query => throw new NotSupportedException();

    /// <summary>The headers of the upgrade request.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers => throw new NotSupportedException();

    /// <summary>The selected subprotocol; null when none.</summary>
    public string? Protocol => throw new NotSupportedException();

    /// <summary>Who the Authorize hook said it is; null when nobody in particular.</summary>
    public ClaimsPrincipal? User => throw new NotSupportedException();

    /// <summary>The client's certificate; null when none.</summary>
    public X509Certificate2? ClientCertificate => throw new NotSupportedException();

    /// <summary>Messages.</summary>
    public IObservable<WebSocketMessage> Messages => throw new NotSupportedException();

    /// <summary>After each complete message.</summary>
    public IObservable<Unit> DataEnds => throw new NotSupportedException();

    /// <summary>Pongs.</summary>
    public IObservable<Pong> Pongs => throw new NotSupportedException();

    /// <summary>The end.</summary>
    public IObservable<CloseResult> Closes => throw new NotSupportedException();

    /// <summary>Errors.</summary>
    public IObservable<ReactiveWsException> Errors => throw new NotSupportedException();

    /// <summary>Drops.</summary>
    public IObservable<DroppedMessage> Drops => throw new NotSupportedException();

    /// <summary>States.</summary>
    public IObservable<ConnectionState> States => throw new NotSupportedException();

    /// <summary>State.</summary>
    public ConnectionState State => throw new NotSupportedException();

    /// <summary>Completes with the end.</summary>
    public Task<CloseResult> Closed => throw new NotSupportedException();

    /// <summary>Sends a text message.</summary>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(string text, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Sends a binary message.</summary>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Sends a binary message.</summary>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(ReadOnlySequence<byte> data, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Sends what does not fit into memory, in fragments.</summary>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(Stream stream, bool isText = false, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Closes.</summary>
    [EnsuresState(WsState.Closed)]
    public Task<CloseResult> CloseAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Closes.</summary>
    [EnsuresState(WsState.Closed)]
    public Task<CloseResult> CloseAsync(WebSocketCloseOptions options, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
