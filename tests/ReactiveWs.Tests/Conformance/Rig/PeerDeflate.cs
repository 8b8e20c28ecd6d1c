using System.Globalization;
using ReactiveWs.Tests.Frames;

namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>The peer's half of permessage-deflate, as the server's answer says (RFC 7692 §7).</summary>
/// <param name="answer">The accepted extension; null when none is.</param>
/// <param name="peerIsClient">Whose half it is.</param>
internal sealed class PeerDeflate(string? answer, bool peerIsClient)
{
    readonly FixedDeflater _deflater = new(Bits(answer, peerIsClient), !Forgets(answer, peerIsClient));
    DeflateOracle _inflater = new();

    public bool IsAgreed => answer is not null;

    /// <summary>The message's frame, compressed.</summary>
    public RawFrame Compress(RawFrame message) => (message with { Payload = _deflater.Message(message.Payload) }).Compressed();

    /// <summary>As <see cref="Compress"/>, by a way of the caller's.</summary>
    public RawFrame Compress(RawFrame message, Func<FixedDeflater, byte[], byte[]> by) => (message with { Payload = by(_deflater, message.Payload) }).Compressed();

    /// <summary>What our end sent; fails if our end reaches back farther than it agreed to.</summary>
    public RawFrame Inflate(RawFrame frame)
    {
        if (!frame.IsCompressed) return frame;
        Assert.True(IsAgreed, "a compressed frame, and compression was not agreed");
        var payload = _inflater.Message(frame.Payload);
        Assert.InRange(_inflater.MaxDistance, 0, 1 << Bits(answer, !peerIsClient));
        if (Forgets(answer, !peerIsClient)) _inflater = new();
        return new RawFrame(frame.First & ~0x40, payload);
    }

    static bool Forgets(string? answer, bool client) => answer?.Contains($"{Side(client)}_no_context_takeover", StringComparison.Ordinal) == true;

    static int Bits(string? answer, bool client)
    {
        var value = answer?.Split(';').Select(part => part.Trim().Split('=')).FirstOrDefault(part => part[0] == $"{Side(client)}_max_window_bits");
        return value is null ? 15 : int.Parse(value[1].Trim('"'), CultureInfo.InvariantCulture);
    }

    static string Side(bool client) => client ? "client" : "server";
}
