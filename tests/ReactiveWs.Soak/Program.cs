using ReactiveWs.Soak;

// A server and its clients under mixed load, with connections that come and go: is every message accounted for, and do memory and handles stay flat?
//
//   dotnet run --project tests/ReactiveWs.Soak -c Release -- --minutes 30 --connections 2000
//
// Writes soak.csv and soak.svg to artifacts/soak. The last line is `1 passed, 0 failed, 0 skipped`, or the other way round.

if (SoakOptions.Read(args, out var problem) is not { } options)
{
    Console.Error.WriteLine(problem);
    return 2;
}
var passed = await new Soak(options).RunAsync();
Console.WriteLine(passed ? "1 passed, 0 failed, 0 skipped" : "0 passed, 1 failed, 0 skipped");
return passed ? 0 : 1;
