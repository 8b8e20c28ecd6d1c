using System.Globalization;
using BenchmarkDotNet.Running;
using ReactiveWs.Benchmarks;

// The programs behind the tables of README.md:
//   serve PORT echo|broadcast|typed        a server for load/compare.py, as a user would write it; observed-N: an echo with N subscribers
//   flood ours|platform [SECONDS]          messages per second that one client receives from a server that publishes as fast as it can
//   echo ours|platform [DEPTH] [SECONDS]   echoes per second of one client with so many in flight
//   clients ours|direct|handler|platform COUNT      memory of idle clients; direct and handler: of their links alone
//   handshakes direct|handler|platform COUNT        handshakes per second, one after another
//   anything else                          BenchmarkDotNet's own arguments
return args switch
{
    ["serve", var port, var mode] => await Serve.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), mode),
    ["flood", var whose, .. var rest] => await Client.FloodAsync(whose, Number(rest, 0, 3)),
    ["echo", var whose, .. var rest] => await Client.EchoAsync(whose, Number(rest, 0, 1), Number(rest, 1, 3)),
    ["clients", var whose, var count] => await Client.HoldAsync(whose, int.Parse(count, CultureInfo.InvariantCulture)),
    ["handshakes", var whose, var count] => await Client.HandshakesAsync(whose, int.Parse(count, CultureInfo.InvariantCulture)),
    _ => Benchmarks(args),
};

static int Number(string[] rest, int index, int otherwise) => rest.Length > index ? int.Parse(rest[index], CultureInfo.InvariantCulture) : otherwise;

static int Benchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Serve).Assembly).Run(args);
    return 0;
}
