namespace ReactiveWs;

/// <summary>
/// Makes a <c>partial</c> class a protocol: the records inside it that have a direction are its messages, and the generator adds
/// <c>Client</c>, <c>Server</c>, <c>Peer</c>, <c>IClientHandler</c> and <c>IServerHandler</c>.
/// </summary>
/// <param name="subprotocol">The subprotocol token (RFC 6455 §1.9) that both ends negotiate; null when nothing is negotiated.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WsProtocolAttribute(string? subprotocol = null) : Attribute
{
    /// <summary>The subprotocol token; null when nothing is negotiated.</summary>
    public string? Subprotocol { get; } = subprotocol;

    /// <summary>
    /// The JSON property that tells messages apart, or a path to it such as <c>data.type</c>. Default <c>type</c>. Written first, accepted anywhere.
    /// </summary>
    public string Discriminator { get; set; } = "type";

    /// <summary>Where the members of a message are, such as <c>data</c>. Default null: beside the discriminator.</summary>
    public string? PayloadPath { get; set; }

    /// <summary>The JSON property that ties a reply to its request, beside the discriminator's root. Default <c>id</c>.</summary>
    public string Id { get; set; } = "id";

    /// <summary>The <c>JsonSerializerContext</c> for member types that the generator cannot write itself. Default null: there are none.</summary>
    public Type? JsonContext { get; set; }

    /// <summary>What a known message with a wrong payload causes. Default <see cref="OnMalformed.Report"/>.</summary>
    public OnMalformed OnMalformed { get; set; }
}

/// <summary>What a message causes whose discriminator is known and whose payload does not fit.</summary>
public enum OnMalformed
{
    /// <summary>A value on <c>Malformeds</c>, and nothing else.</summary>
    Report,

    /// <summary>The same, and the connection is closed with 1007.</summary>
    Close,
}
