using System.Globalization;
using ReactiveWs.EndToEnd.Peer;

// One end of a connection as a process of its own, so that it can be killed, or live in another network namespace. Its output is the test's to read.
//   server ADDRESS PORT         receives numbered messages; PORT 0 is a free one. Prints "listening PORT", "opened", "received N" and "closed CODE"
//   client URI SIZE INTERVAL    sends numbered messages of SIZE characters every INTERVAL milliseconds, and reconnects; "stop" on its input ends it.
//                               Prints "opened", "accepted N", "closed CODE UNDELIVERED ACCEPTED", "failed" and, in the end, "done ACCEPTED"
// Both look for a peer that is gone every 200 ms, and give it 600 ms.
switch (args)
{
    case ["server", var address, var port]:
        await NumberedServer.RunAsync(address, int.Parse(port, CultureInfo.InvariantCulture));
        return 0;
    case ["client", var uri, var size, var interval]:
        await using (var client = new NumberedClient(int.Parse(size, CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(int.Parse(interval, CultureInfo.InvariantCulture))))
        {
            await client.RunAsync(uri);
        }
        return 0;
    default:
        Console.Error.WriteLine("usage: server ADDRESS PORT | client URI SIZE INTERVAL");
        return 2;
}
