using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ReactiveWs.Messages;

/// <summary>What one connection allows and when it acts; the same for both sides, and shared by all connections of a server.</summary>
internal sealed record ConnectionSettings
{
    public long MaxMessageSize { get; init; }
    public int MaxFragments { get; init; }
    public long MaxSendSize { get; init; }
    public int ChunkSize { get; init; }
    public int HighWaterMark { get; init; }
    public int CompressionThreshold { get; init; }
    public TimeSpan SendTimeout { get; init; }
    public TimeSpan PingInterval { get; init; }
    public TimeSpan PongTimeout { get; init; }
    public TimeSpan IdleTimeout { get; init; }
    public TimeSpan CloseTimeout { get; init; }
    public TimeProvider Time { get; init; } = TimeProvider.System;
    public ILogger Logger { get; init; } = NullLogger.Instance;

    public static ConnectionSettings Of(WebSocketRequestOptions options) => new()
    {
        MaxMessageSize = options.MaxMessageSize ?? long.MaxValue,
        MaxFragments = options.MaxFragments ?? int.MaxValue,
        MaxSendSize = options.MaxSendSize ?? long.MaxValue,
        ChunkSize = options.ChunkSize ?? int.MaxValue,
        HighWaterMark = options.HighWaterMark,
        CompressionThreshold = options.Compression?.Threshold ?? 0,
        SendTimeout = options.SendTimeout,
        PingInterval = options.PingInterval,
        PongTimeout = options.PongTimeout,
        CloseTimeout = options.CloseTimeout,
        Time = options.TimeProvider,
        Logger = LoggerFrom(options.LoggerFactory),
    };

    public static ConnectionSettings Of(WebSocketServerConfig config) => new()
    {
        MaxMessageSize = config.MaxMessageSize ?? long.MaxValue,
        MaxFragments = config.MaxFragments ?? int.MaxValue,
        MaxSendSize = config.MaxSendSize ?? long.MaxValue,
        ChunkSize = config.ChunkSize ?? int.MaxValue,
        HighWaterMark = config.HighWaterMark,
        CompressionThreshold = config.Compression?.Threshold ?? 0,
        SendTimeout = config.SendTimeout,
        PingInterval = config.PingInterval,
        PongTimeout = config.PongTimeout,
        IdleTimeout = config.IdleTimeout ?? TimeSpan.Zero,
        CloseTimeout = config.CloseTimeout,
        Time = config.TimeProvider,
        Logger = LoggerFrom(config.LoggerFactory),
    };

    static ILogger LoggerFrom(ILoggerFactory? factory) => factory?.CreateLogger("ReactiveWs") ?? NullLogger.Instance;
}
