using ReactiveWs.Messages;

namespace ReactiveWs.Serving;

/// <summary>The server, as those who bring it clients see it.</summary>
internal interface IReceivesClients
{
    /// <summary>The subprotocols that were added to those of the options.</summary>
    IReadOnlyList<string> Protocols { get; }

    /// <summary>The connections that are open.</summary>
    IEnumerable<Connection> Open { get; }

    /// <summary>A client was let in. Gives the engine to run, and what announces it to the subscribers.</summary>
    Connection OnAdmitted(Admitted client, ConnectionSettings settings, out Action announce);

    /// <summary>A client was refused, or something failed that belongs to no connection.</summary>
    void OnError(ReactiveWsException error);
}
