using System.Globalization;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests.Faults;

/// <summary>What two processes told of their numbered messages, put side by side.</summary>
internal sealed class Account
{
    readonly List<int> _received;
    readonly List<Loss> _losses;

    /// <param name="client">The process that sent.</param>
    /// <param name="servers">The processes that received.</param>
    public Account(ChildProcess client, params ChildProcess[] servers)
    {
        _received = [.. servers.SelectMany(server => Numbers(server, "received ")).Select(numbers => numbers[0])];
        _losses = [.. Numbers(client, "closed ").Select(numbers => new Loss(numbers[0], numbers[1], numbers[2]))];
        Accepted = Numbers(client, "done ").Single()[0];
    }

    /// <summary>The end of one connection.</summary>
    /// <param name="Code">Its code.</param>
    /// <param name="Undelivered">How many messages were reported undelivered.</param>
    /// <param name="Accepted">How many had been accepted by then, since the beginning.</param>
    internal sealed record Loss(int Code, int Undelivered, int Accepted);

    public int Accepted { get; }

    public int Received => _received.Count;

    public int Undelivered => _losses.Sum(loss => loss.Undelivered);

    /// <summary>Handed to the kernel, and not received: it had not left this machine, or not arrived, when its connection ended.</summary>
    public int Unknown => Accepted - Received - Undelivered;

    public IReadOnlyList<Loss> Losses => _losses;

    /// <summary>None twice, none that was reported undelivered, in order over each connection, and all that was accepted on the last one.</summary>
    public void Balance()
    {
        Assert.Equal(_received.Count, _received.Distinct().Count());
        Assert.Equal(_received.Order(), _received);
        Assert.InRange(Unknown, 0, Accepted);
        foreach (var loss in _losses)
        {
            Assert.DoesNotContain(_received, number => number >= loss.Accepted - loss.Undelivered && number < loss.Accepted);
        }
        var before = _losses.Count > 1 ? _losses[^2].Accepted : 0;
        Assert.Equal(Enumerable.Range(before, Accepted - before), _received.Where(number => number >= before));
        Assert.Equal((1000, 0), (_losses[^1].Code, _losses[^1].Undelivered));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Accepted} accepted = {Received} received once + {Undelivered} undelivered + {Unknown} in the kernel; {Losses.Count} connections");

    static IEnumerable<int[]> Numbers(ChildProcess process, string line) =>
        process.Transcript.Split('\n').Where(said => said.StartsWith(line, StringComparison.Ordinal))
            .Select(said => said[line.Length..].Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray());
}
