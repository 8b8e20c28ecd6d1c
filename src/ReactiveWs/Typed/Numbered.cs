using System.ComponentModel;

namespace ReactiveWs.Typed;

/// <summary>A request or a reply with the number that ties them together.</summary>
/// <typeparam name="T">The type of the message.</typeparam>
/// <param name="Message">The message.</param>
/// <param name="Id">The number.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Numbered<T>(T Message, long Id);

/// <summary>The answer to a request whose handler threw.</summary>
/// <param name="Id">The number of the request.</param>
/// <param name="Message">What may be told; null when nothing.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RequestError(long Id, string? Message);
