using System.ComponentModel;

namespace ReactiveWs.Typed;

/// <summary>One call of a handler that waits for its turn.</summary>
/// <param name="Kind">Which message, by its number in the protocol; or one of the constants here.</param>
/// <param name="Message">The message.</param>
/// <param name="Id">The number of a request.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct HandlerCall(int Kind, object? Message, long Id = 0) : Streams.ICarriesMessage
{
    /// <summary>The connection opened.</summary>
    public const int Connected = -1;

    /// <summary>The connection ended; the message is the <see cref="CloseResult"/>.</summary>
    public const int Disconnected = -2;
}
