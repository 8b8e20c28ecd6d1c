namespace ReactiveWs.Soak.Visits;

/// <summary>Which kinds of visits there are, and how often each.</summary>
/// <param name="only">The one kind that is wanted; null: all.</param>
internal sealed class Mix(string? only)
{
    static readonly (int Weight, string Name, Func<Stay, Visit> Make)[] s_kinds =
    [
        (20, "Text", stay => new EchoVisit(stay, Manner.Text)),
        (12, "Binary", stay => new EchoVisit(stay, Manner.Binary)),
        (7, "Compressed", stay => new EchoVisit(stay, Manner.Compressed)),
        (7, "Fragments", stay => new EchoVisit(stay, Manner.Fragments)),
        (7, "Tls", stay => new EchoVisit(stay, Manner.Tls)),
        (15, "Listen", stay => new ListenVisit(stay)),
        (12, "Typed", stay => new TypedVisit(stay)),
        (8, "Cut", stay => new CutVisit(stay)),
        (6, "Reconnect", stay => new ReconnectVisit(stay)),
        (2, "Slow", stay => new SlowVisit(stay, isCut: false)),
        (1, "SlowAndCut", stay => new SlowVisit(stay, isCut: true)),
        (3, "Stranger", stay => new StrangerVisit(stay, stay.Random.Next(StrangerVisit.Kinds))),
    ];

    readonly (int Weight, string Name, Func<Stay, Visit> Make)[] _wanted = [.. s_kinds.Where(kind => only is null || only == kind.Name)];

    public Visit Next(Stay stay)
    {
        var chance = stay.Random.Next(_wanted.Sum(kind => kind.Weight));
        return _wanted.First(kind => (chance -= kind.Weight) < 0).Make(stay);
    }
}
