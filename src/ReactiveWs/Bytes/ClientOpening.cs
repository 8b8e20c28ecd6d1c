using ReactiveWs.Frames;

namespace ReactiveWs.Bytes;

/// <summary>A link on which the handshake is done, from the client's side.</summary>
/// <param name="Link">The link; owned by whoever gets this.</param>
/// <param name="Info">What the server answered.</param>
/// <param name="Headers">The answer's headers.</param>
/// <param name="Compression">What was agreed about compression; null when messages are not compressed.</param>
/// <param name="Leftover">What the server sent right after its answer.</param>
internal sealed record ClientOpening(
    ByteLink Link,
    OpenInfo Info,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Headers,
    DeflateParameters? Compression,
    ReadOnlyMemory<byte> Leftover);
