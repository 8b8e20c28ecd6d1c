using System.ComponentModel;

namespace ReactiveWs.Typed;

/// <summary>What the run time needs of a generated peer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPeer
{
    /// <summary>Its end of the connection.</summary>
    Conversation Conversation { get; }

    /// <summary>The calls for its handlers.</summary>
    MessageSource<HandlerCall> Calls { get; }
}
