namespace ReactiveWs.Generators.Model;

/// <summary>How a user's method hands its result over.</summary>
enum HandlerResult
{
    /// <summary>Nothing: <c>void</c>.</summary>
    None,

    /// <summary>A <c>Task</c>, with or without a reply.</summary>
    Task,

    /// <summary>A <c>ValueTask</c>, with or without a reply.</summary>
    ValueTask,

    /// <summary>The reply itself.</summary>
    Value,
}

/// <summary>One method of a handler interface, with the user's method behind it. Immutable and compared by value.</summary>
/// <param name="Name">The name in the interface.</param>
/// <param name="Message">The C# type of the message.</param>
/// <param name="Reply">The C# type of the reply, or null.</param>
/// <param name="Arguments">What the user's method is called with; null when there is none.</param>
/// <param name="Result">How the user's method hands its result over.</param>
sealed record HandlerMethod(string Name, string Message, string? Reply, string? Arguments, HandlerResult Result);

/// <summary>A class with <c>[WsHandler]</c>. Immutable and compared by value.</summary>
/// <param name="Declaration">Where its other half is.</param>
/// <param name="Protocol">The C# name of the protocol.</param>
/// <param name="IsServer">True for <c>IServerHandler</c>.</param>
/// <param name="Methods">The methods in the order of the protocol.</param>
sealed record HandlerModel(DeclarationModel Declaration, string Protocol, bool IsServer, EquatableArray<HandlerMethod> Methods);

/// <summary>What a class with <c>[WsHandler]</c> gives. Immutable and compared by value.</summary>
/// <param name="Handler">The handler; null when nothing can be generated.</param>
/// <param name="Problems">What was skipped, and why; for the analyzers.</param>
sealed record DiscoveredHandler(HandlerModel? Handler, EquatableArray<Problem> Problems);
