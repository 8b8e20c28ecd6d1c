namespace ReactiveWs.Bytes;

/// <summary>What reading a response gave: the response, a sentence about what is malformed, or neither while bytes are missing.</summary>
internal readonly record struct ResponseRead(UpgradeResponse? Response, string? Malformed)
{
    /// <summary>The head does not end within the bytes that are there.</summary>
    public static ResponseRead NeedsMore => default;

    public static implicit operator ResponseRead(UpgradeResponse response) => new(response, null);

    public static implicit operator ResponseRead(string malformed) => new(null, malformed);
}
