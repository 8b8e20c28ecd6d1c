namespace ReactiveWs.Soak.Visits;

/// <summary>Speaks the typed protocol: notes that come back, and requests with their replies.</summary>
internal sealed class TypedVisit(Stay stay) : Visit(stay, "Typed")
{
    public override int MostSize => 500;

    protected override async Task LiveAsync()
    {
        await using var counting = new Counting.Client();
        Keep(counting.Socket);
        counting.Noteds.Subscribe(noted => Receive(noted.Number, Content.Read(Id, noted.Text, MostSize)));
        await counting.ConnectAsync(Stay.Server.Address("typed", Id), Stay.Options);
        Connections = 1;
        using var pace = new PeriodicTimer(Stay.Pace);
        for (var number = 0; await Stay.NextAsync(pace); number++)
        {
            await (number % 4 == 3 ? AddAsync(counting, number) : NoteAsync(counting, number));
        }
        await CloseAsync(counting.Socket);
    }

    async Task NoteAsync(Counting.Client counting, int number)
    {
        await counting.SendAsync(new Counting.Note(number, Content.Text(Id, number, MostSize)));
        Up.Accept();
    }

    async Task AddAsync(Counting.Client counting, int number)
    {
        Up.Accept();
        var sum = await counting.AddAsync(new Counting.Add(number, [number, 1, 2]));
        Receive(sum.Number, sum.Total == number + 3 ? number : -1);
    }

    void Receive(int number, int checkedNumber)
    {
        Down.Receive(number == checkedNumber ? number : -1);
        Stay.Ledger.CountMessage();
    }
}
