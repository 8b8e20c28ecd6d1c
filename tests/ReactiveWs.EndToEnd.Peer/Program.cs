using System.Globalization;
using ReactiveWs.EndToEnd.Peer;

// One end of a connection as a process of its own, so that it can be killed, or live in another network namespace. Its output is the test's to read.
//   server ADDRESS PORT PATIENCE        receives numbered messages; PORT 0 is a free one. Prints "listening PORT", "opened", "received N" and "closed CODE"
//   client URI SIZE INTERVAL PATIENCE   sends numbered messages of SIZE characters every INTERVAL milliseconds, and reconnects; "stop" on its input ends it.
//                                       Prints "opened", "accepted N", "closed CODE UNDELIVERED ACCEPTED", "failed" and, in the end, "done ACCEPTED"
// A peer that does not answer for PATIENCE milliseconds is given up.
switch (args)
{
    case ["server", var address, var port, var patience]:
        await NumberedServer.RunAsync(address, Number(port), Milliseconds(patience));
        return 0;
    case ["client", var uri, var size, var interval, var patience]:
        await using (var client = new NumberedClient(Number(size), Milliseconds(interval), Milliseconds(patience)))
        {
            await client.RunAsync(uri);
        }
        return 0;
    default:
        Console.Error.WriteLine("usage: server ADDRESS PORT PATIENCE | client URI SIZE INTERVAL PATIENCE");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static TimeSpan Milliseconds(string text) => TimeSpan.FromMilliseconds(Number(text));
