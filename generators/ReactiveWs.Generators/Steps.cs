namespace ReactiveWs.Generators;

/// <summary>The tracking names of the pipeline, in the order of its flow; the cache tests ask for them.</summary>
static class Steps
{
    public const string Protocols = nameof(Protocols);
    public const string Messages = nameof(Messages);
    public const string Shared = nameof(Shared);
    public const string Contracts = nameof(Contracts);
    public const string Codecs = nameof(Codecs);
    public const string Protocol = nameof(Protocol);
    public const string Fingerprints = nameof(Fingerprints);
    public const string Handlers = nameof(Handlers);

    /// <summary>Every step, for tests that go through all of them.</summary>
}
