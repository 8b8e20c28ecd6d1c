using System.Buffers;
using System.Reactive;

namespace ReactiveWs;

/// <summary>A WebSocket client whose events are streams.</summary>
public sealed class ReactiveWebSocket : IAsyncDisposable
{
    /// <summary>Opens.</summary>
    public IObservable<OpenInfo> Opens => throw new NotSupportedException();

    /// <summary>HeadersReceived.</summary>
    [RequiresCapability(Capability.HeadersReceived)]
    public IObservable<IReadOnlyDictionary<string, IReadOnlyList<string>>> HeadersReceived => throw new NotSupportedException();

    /// <summary>Messages.</summary>
    public IObservable<WebSocketMessage> Messages => throw new NotSupportedException();

    /// <summary>After each complete message.</summary>
    [RequiresCapability(Capability.DataEnds)]
    public IObservable<Unit> DataEnds => throw new NotSupportedException();

    /// <summary>Pongs.</summary>
    public IObservable<Pong> Pongs => throw new NotSupportedException();

    /// <summary>Ends.</summary>
    public IObservable<CloseResult> Closes => throw new NotSupportedException();

    /// <summary>Errors.</summary>
    public IObservable<ReactiveWsException> Errors => throw new NotSupportedException();

    /// <summary>Drops.</summary>
    public IObservable<DroppedMessage> Drops => throw new NotSupportedException();

    /// <summary>States.</summary>
    public IObservable<ConnectionState> States => throw new NotSupportedException();

    /// <summary>State.</summary>
    public ConnectionState State => throw new NotSupportedException();

    /// <summary>Completes with the end of the current connection.</summary>
    public Task<CloseResult> Closed => throw new NotSupportedException();

    /// <summary>The selected subprotocol of the current connection.</summary>
    [RequiresCapability(Capability.NegotiatedProtocol)]
    public string? Protocol => throw new NotSupportedException();

    /// <summary>The cold door.</summary>
    [RequiresCapability(Capability.Client)]
    public static IObservable<ReactiveWebSocket> Connect([WsValue(WsValueKind.Address)] string uri, WebSocketRequestOptions? options = null) => throw new NotSupportedException();

    /// <summary>The cold door.</summary>
    [RequiresCapability(Capability.Client)]
    public static IObservable<ReactiveWebSocket> Connect([WsValue(WsValueKind.Address)] Uri uri, WebSocketRequestOptions? options = null) => throw new NotSupportedException();

    /// <summary>Connects.</summary>
    [RequiresCapability(Capability.Client), EnsuresState(WsState.Open, WhilePending = WsState.Connecting)]
    public Task ConnectAsync([WsValue(WsValueKind.Address)] string uri, WebSocketRequestOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Connects.</summary>
    [RequiresCapability(Capability.Client), EnsuresState(WsState.Open, WhilePending = WsState.Connecting)]
    public Task ConnectAsync([WsValue(WsValueKind.Address)] Uri uri, WebSocketRequestOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Sends a text message.</summary>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(string text, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Sends a binary message.</summary>
    [RequiresState(WsState.Open), RequiresCapability(Capability.BinaryMessages)]
    public ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Sends a binary message.</summary>
    [RequiresState(WsState.Open), RequiresCapability(Capability.BinaryMessages)]
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

    /// <summary>Ends the connection, if there is one, and completes all streams.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
