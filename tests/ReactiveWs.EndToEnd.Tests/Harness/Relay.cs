using System.Net.Sockets;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>Passes bytes both ways until either end is done.</summary>
internal static class Relay
{
    public static async Task BetweenAsync(NetworkStream one, NetworkStream other, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var there = one.CopyToAsync(other, end.Token);
        var back = other.CopyToAsync(one, end.Token);
        await Task.WhenAny(there, back);
        await end.CancelAsync();
    }
}
