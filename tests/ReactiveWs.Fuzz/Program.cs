using ReactiveWs.Fuzz;
using ReactiveWs.Fuzz.Targets;

// Feeds mutated inputs to the parsers, until a number of inputs or a time is reached, and fails when one of them breaks a promise.
//
//   dotnet run --project tests/ReactiveWs.Fuzz -c Release -- all --seconds 8
//   dotnet run --project tests/ReactiveWs.Fuzz -c Release -- frames --inputs 10,000,000 --seed 7
//
// The last line is `N passed, N failed, N skipped`, one per target.

FuzzTarget[] targets =
    [new FrameTarget(), new RequestTarget(), new ResponseTarget(), new DeflateTarget(), new ClosePayloadTarget(), new ProtocolTarget()];

if (FuzzOptions.Read(args, out var problem) is not { } options)
{
    Console.Error.WriteLine(problem);
    return 2;
}
var chosen = targets.Where(target => options.Target == "all" || options.Target == target.Name).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"There is no target '{options.Target}'. There are: {string.Join(", ", targets.Select(target => target.Name))}.");
    return 2;
}
if (options.Replay is { } replay)
{
    Console.WriteLine(chosen[0].Run(Corpus.Input(replay)));
    return 0;
}

var failed = chosen.Count(target => !new Campaign(target, options).Run());
Console.WriteLine($"{chosen.Count - failed} passed, {failed} failed, 0 skipped");
return failed == 0 ? 0 : 1;
