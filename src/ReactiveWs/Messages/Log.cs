using Microsoft.Extensions.Logging;

namespace ReactiveWs.Messages;

/// <summary>Every log record of this library, with its stable event id.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A subscriber of {Stream} threw; it keeps receiving unless an Rx operator ended its subscription.")]
    public static partial void SubscriberFailed(ILogger logger, string stream, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Accepting a connection failed; the server goes on listening.")]
    public static partial void AcceptFailed(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "Refused an upgrade from {Client} with {Status}: {Reason}")]
    public static partial void UpgradeRefused(ILogger logger, string client, int status, string reason);

    [LoggerMessage(4, LogLevel.Information, "The server stopped: {Connections} connections were open, {Clean} ended clean, {Undelivered} messages were not delivered.")]
    public static partial void Stopped(ILogger logger, int connections, int clean, int undelivered);
}
