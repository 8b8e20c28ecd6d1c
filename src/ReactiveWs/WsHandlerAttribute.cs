namespace ReactiveWs;

/// <summary>
/// Makes a <c>partial</c> class a handler of a protocol: its <c>On(…)</c> methods are found by the type of their first parameter, and the
/// generator implements <c>IServerHandler</c> or <c>IClientHandler</c> with them.
/// </summary>
/// <param name="protocol">The class with <c>[WsProtocol]</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WsHandlerAttribute(Type protocol) : Attribute
{
    /// <summary>The class with <c>[WsProtocol]</c>.</summary>
    public Type Protocol { get; } = protocol;
}
