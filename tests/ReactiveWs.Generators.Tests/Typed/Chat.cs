using System.Collections.Immutable;

namespace ReactiveWs.Generators.Tests.Typed;

public record Typing(string User);

[WsProtocol("chat.v1")]
[Message<Typing>(From.Client, "typing")]
public static partial class Chat
{
    /// <summary>Enters a room.</summary>
    [FromClient("join")]
    public partial record Join(string Room, string User);

    [FromClient("say")]
    public partial record Say(string Text);

    [FromServer("said")]
    public partial record Said(string User, string Text, DateTimeOffset At);

    [FromClient("history", Reply = typeof(History))]
    public partial record GetHistory(string Room, int Take = 50);

    [FromServer("history")]
    public partial record History(ImmutableArray<Said> Items);

    [FromServer("whoami", Reply = typeof(IAm), TimeoutMilliseconds = 1000)]
    public partial record WhoAreYou;

    [FromClient("iam")]
    public partial record IAm(string User);

    [FromClient(Binary = true)]
    public partial record Snapshot(ReadOnlyMemory<byte> Data);

    [FromEither(Literal = "bye", Closes = true, Code = 4000, Reason = "bye")]
    public partial record Bye;

    public partial class Peer
    {
        public string User { get; set; } = "";
    }
}

[WsProtocol("echo.v1")]
public static partial class Echo
{
    [FromEither("ping")]
    public partial record Ping(int N);
}

[WsProtocol(Discriminator = "e", PayloadPath = "data", OnMalformed = OnMalformed.Close)]
public static partial class Feed
{
    [FromClient("sub")]
    public partial record Subscribe(string Symbol);

    [FromClient("unsub")]
    public partial record Unsubscribe(string Symbol);

    [FromServer("trade")]
    [Subscription(Subscribe = typeof(Subscribe), Unsubscribe = typeof(Unsubscribe), Key = nameof(Symbol))]
    public partial record Trade(string Symbol, decimal Price);

    [FromServer("quote")]
    [Delivery(Overflow = Overflow.Conflate, Key = nameof(Symbol), Capacity = 2, Offline = Offline.Drop)]
    public partial record Quote(string Symbol, decimal Price);
}
