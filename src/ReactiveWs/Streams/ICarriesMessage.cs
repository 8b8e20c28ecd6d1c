namespace ReactiveWs.Streams;

/// <summary>An event that stands for a message.</summary>
internal interface ICarriesMessage
{
    /// <summary>The message; null when there is none.</summary>
    object? Message { get; }
}
