namespace ReactiveWs.Frames;

/// <summary>Our own end of the connection: a client masks what it sends and a server does not (RFC 6455 §5.1).</summary>
internal enum Side : byte
{
    Client,
    Server,
}
