namespace ReactiveWs;

/// <summary>Makes a <c>partial</c> record a message on its own, without a protocol: for <c>On&lt;T&gt;()</c> and <c>SendAsync</c> of a socket.</summary>
/// <param name="discriminator">The value of the discriminator <c>type</c>; by default the record's name in camel case.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class WsMessageAttribute(string? discriminator = null) : Attribute
{
    /// <summary>The value of the discriminator; null for the record's name in camel case.</summary>
    public string? Discriminator { get; } = discriminator;

    /// <summary>The <c>JsonSerializerContext</c> for member types that the generator cannot write itself. Default null: there are none.</summary>
    public Type? JsonContext { get; set; }
}
