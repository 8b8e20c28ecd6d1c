// A chat client: prints what is said, sends each line it reads, and ends with the line `bye`. Exit code 0 when it closed cleanly,
// 1 when the link was lost, 2 when it could not connect or send.
// usage: Chat.Client [ADDRESS] [USER]

using ReactiveWs;
using Talk;

var address = args.Length > 0 ? args[0] : "ws://localhost:5000/chat";
var user = args.Length > 1 ? args[1] : "ada";

var options = new WebSocketRequestOptions { Origin = "" };        // no page speaks here, so the server's list of pages does not apply

try
{
    // <readme:typed-client>
    await using var chat = new Chat.Client();
    using var printing = chat.Saids.Subscribe(m => Console.WriteLine($"{m.User}: {m.Text}"));
    await chat.ConnectAsync(address, options);                       // subscribe first, connect after: nothing is missed
    await chat.SendAsync(new Chat.Join("lobby", user));
    // await chat.SendAsync(new Chat.Said(…));                       // does not compile: only the server may send it
    // </readme:typed-client>

    Console.WriteLine($"{user} is in; a line is said, 'bye' leaves");
    var talking = Task.Run(async () =>                               // reading the console blocks
    {
        while (await Console.In.ReadLineAsync() is { } line && line != "bye") await chat.SendAsync(new Chat.Say(line));
        await chat.SendAsync(new Chat.Bye());
    });

    await await Task.WhenAny(talking, chat.Socket.Closed);           // the server may end it first
    var end = await chat.Socket.Closed;
    Console.WriteLine($"closed: {end.Code} {end.Reason}");
    return end is { Code: 1000, WasClean: true } ? 0 : 1;
}
catch (ReactiveWsException e)
{
    Console.Error.WriteLine(e.Message);                              // says what was wrong, and what to do
    return 2;
}
