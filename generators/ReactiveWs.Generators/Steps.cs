namespace ReactiveWs.Generators;

/// <summary>The tracking names of the pipeline, in the order of its flow; the cache tests ask for them.</summary>
static class Steps
{
    public const string Protocols = nameof(Protocols);
    public const string Messages = nameof(Messages);
    public const string Shared = nameof(Shared);
    public const string Contracts = nameof(Contracts);
    public const string Protocol = nameof(Protocol);
    public const string Fingerprints = nameof(Fingerprints);
    public const string Handlers = nameof(Handlers);

    /// <summary>Every step.</summary>
    public static readonly string[] All = [Protocols, Messages, Shared, Contracts, Protocol, Fingerprints, Handlers];
}
