namespace ReactiveWs.Bytes;

/// <summary>What reading a request gave: the request, a refusal, or neither while bytes are missing.</summary>
internal readonly record struct RequestRead(UpgradeRequest? Request, Refusal? Refusal)
{
    /// <summary>The head does not end within the bytes that are there.</summary>
    public static RequestRead NeedsMore => default;

    public static implicit operator RequestRead(UpgradeRequest request) => new(request, null);

    public static implicit operator RequestRead(Refusal refusal) => new(null, refusal);
}
