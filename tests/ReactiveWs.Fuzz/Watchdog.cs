namespace ReactiveWs.Fuzz;

/// <summary>Ends the program when one input takes too long: code that hangs cannot be stopped otherwise.</summary>
internal sealed class Watchdog : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly FuzzTarget _target;
    readonly Timer _timer;
    byte[]? _input;
    byte[]? _before;

    public Watchdog(FuzzTarget target)
    {
        _target = target;
        _timer = new Timer(_ => Look(), null, Patience, Patience);
    }

    public void Begin(byte[] input) => Volatile.Write(ref _input, input);

    public void Dispose() => _timer.Dispose();

    void Look()
    {
        var input = Volatile.Read(ref _input);
        if (input is not null && ReferenceEquals(input, _before))
        {
            Console.WriteLine(new Failure(_target, new TimeoutException($"one input takes longer than {Patience.TotalSeconds} s")).WriteAsIs(input));
            Environment.Exit(3);
        }
        _before = input;
    }
}
