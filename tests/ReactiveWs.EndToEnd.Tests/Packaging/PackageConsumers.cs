namespace ReactiveWs.EndToEnd.Tests.Packaging;

/// <summary>The tests that share one packed package.</summary>
[CollectionDefinition]
public sealed class PackageConsumers : ICollectionFixture<Packed>;
