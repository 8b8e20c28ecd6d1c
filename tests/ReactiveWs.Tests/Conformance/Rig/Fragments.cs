namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>Cuts a message's frame into fragments (RFC 6455 §5.4).</summary>
internal static class Fragments
{
    public static RawFrame[] Of(RawFrame message, int size)
    {
        if (message.Payload.Length <= size) return [message];
        var parts = message.Payload.Chunk(size).ToArray();
        return [.. parts.Select((part, at) => new RawFrame((at == 0 ? message.First & 0x7F : 0) | (at == parts.Length - 1 ? 0x80 : 0), part))];
    }
}
