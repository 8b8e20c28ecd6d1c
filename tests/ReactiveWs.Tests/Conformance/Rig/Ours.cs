namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>Which end is ours, and over what.</summary>
public enum Ours
{
    Server,
    Client,

    /// <summary>Every read of ours returns one byte: no frame ever arrives whole.</summary>
    ServerByOctets,
    ClientByOctets,
    ServerOverTcp,
    ClientOverTcp,

    /// <summary>Echoes in <c>SubscribeAwait</c>, off the receive loop.</summary>
    ServerAwaiting,
    ClientAwaiting,
}

internal static class OursSets
{
    public static readonly Ours[] InMemory = [Ours.Server, Ours.Client];

    public static readonly Ours[] WithoutOctets = [Ours.Server, Ours.Client, Ours.ServerOverTcp, Ours.ClientOverTcp];

    /// <summary>Not for scripts in which a pong has to come behind an echo: handlers run off the loop, and pongs do not wait for them.</summary>
    public static readonly Ours[] Awaiting = [Ours.ServerAwaiting, Ours.ClientAwaiting];

    public static readonly Ours[] All = [Ours.Server, Ours.Client, Ours.ServerByOctets, Ours.ClientByOctets, Ours.ServerOverTcp, Ours.ClientOverTcp];

    public static bool IsServer(this Ours ours) => ours is Ours.Server or Ours.ServerByOctets or Ours.ServerOverTcp or Ours.ServerAwaiting;

    public static bool IsOverTcp(this Ours ours) => ours is Ours.ServerOverTcp or Ours.ClientOverTcp;

    public static bool IsByOctets(this Ours ours) => ours is Ours.ServerByOctets or Ours.ClientByOctets;

    public static bool IsAwaiting(this Ours ours) => ours is Ours.ServerAwaiting or Ours.ClientAwaiting;
}
