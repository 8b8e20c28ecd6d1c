namespace ReactiveWs.Frames;

/// <summary>What permessage-deflate was negotiated with (RFC 7692 §7.1).</summary>
/// <param name="ServerNoContextTakeover">The server compresses each message on its own (§7.1.1.1).</param>
/// <param name="ClientNoContextTakeover">The client does (§7.1.1.2).</param>
/// <param name="ServerMaxWindowBits">The server refers back at most 2^bits bytes, 8–15 (§7.1.2.1).</param>
/// <param name="ClientMaxWindowBits">The client does (§7.1.2.2).</param>
internal sealed record DeflateParameters(
    bool ServerNoContextTakeover, bool ClientNoContextTakeover, int ServerMaxWindowBits = 15, int ClientMaxWindowBits = 15)
{
    /// <summary>Compresses what our side sends.</summary>
    public Deflater CreateDeflater(Side side) => side == Side.Server
        ? new Deflater(ServerMaxWindowBits, ServerNoContextTakeover)
        : new Deflater(ClientMaxWindowBits, ClientNoContextTakeover);

    /// <summary>Decompresses what the peer sends.</summary>
    public Inflater CreateInflater(Side side) => new(side == Side.Server ? ClientNoContextTakeover : ServerNoContextTakeover);
}
