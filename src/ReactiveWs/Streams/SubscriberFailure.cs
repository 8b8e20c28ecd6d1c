using Microsoft.Extensions.Logging;
using ReactiveWs.Messages;

namespace ReactiveWs.Streams;

/// <summary>Turns what a subscriber threw into a value on <c>Errors</c>; what a subscriber of <c>Errors</c> threw goes to the log alone.</summary>
internal static class SubscriberFailure
{
    public static void Report(string stream, Exception exception, ILogger logger, Action<ReactiveWsException> onError)
    {
        Telemetry.SubscriberFailed(stream, exception);
        Log.SubscriberFailed(logger, stream, exception);
        if (stream == ErrorStream.Name) return;
        onError(new ReactiveWsException(WebSocketErrorCode.SubscriberFailed,
            $"A subscriber of {stream} threw {exception.GetType().Name}: {exception.Message} Catch it in the subscriber;"
            + " behind an Rx operator that one subscription has ended.", exception));
    }
}

/// <summary>The word for the type of an event.</summary>
internal static class EventType
{
    public static string Of(object? value) => value switch
    {
        WebSocketMessage message => Of(message),
        ServerMessage message => Of(message.Message),
        ICarriesMessage { Message: { } message } => Of(message),
        null => "unknown",
        _ => value.GetType().Name,
    };

    /// <summary>The contract that events are messages of; null when they are not messages.</summary>
    public static string? OfMessages<T>()
    {
        var type = typeof(T);
        if (type.IsGenericType && type.IsAssignableTo(typeof(ICarriesMessage))) type = type.GetGenericArguments()[0];
        return type.Assembly == typeof(EventType).Assembly ? null : type.Name;
    }

    static string Of(WebSocketMessage message) => MessageName.Of(message.IsText);
}
