namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>A protocol with every policy.</summary>
[WsProtocol("orders.v1")]
public static partial class Orders
{
    [FromEither("plain")]
    public partial record Plain(int N, string Padding = "");

    [FromClient("place")]
    [Delivery(Offline = Offline.Buffer, Capacity = 3)]
    public partial record Place(int N);

    [FromClient("cancel")]
    [Delivery(Offline = Offline.Buffer, Overflow = Overflow.DropOldest, Capacity = 2)]
    public partial record Cancel(int N);

    [FromClient("ask")]
    [Delivery(Offline = Offline.Buffer, Overflow = Overflow.DropNewest, Capacity = 2)]
    public partial record Ask(int N);

    [FromClient("bid")]
    [Delivery(Offline = Offline.Buffer, Overflow = Overflow.Conflate, Key = nameof(Symbol), Capacity = 2)]
    public partial record Bid(string Symbol, int N);

    [FromClient("hint")]
    [Delivery(Offline = Offline.Drop)]
    public partial record Hint(int N);

    [FromEither("patient")]
    [Delivery(Overflow = Overflow.Wait)]
    public partial record Patient(int N, string Padding = "");

    [FromEither("oldest")]
    [Delivery(Overflow = Overflow.DropOldest, Capacity = 3)]
    public partial record Oldest(int N, string Padding = "");

    [FromEither("newest")]
    [Delivery(Overflow = Overflow.DropNewest, Capacity = 3)]
    public partial record Newest(int N, string Padding = "");

    [FromEither("latest")]
    [Delivery(Overflow = Overflow.Conflate, Key = nameof(Symbol), Capacity = 2)]
    public partial record Latest(string Symbol, int N, string Padding = "");

    [FromEither("strict")]
    [Delivery(Overflow = Overflow.Disconnect, Capacity = 2)]
    public partial record Strict(int N, string Padding = "");

    [FromClient("sub")]
    public partial record Subscribe(string Symbol);

    [FromClient("unsub")]
    public partial record Unsubscribe(string Symbol);

    [FromServer("tick")]
    [Subscription(Subscribe = typeof(Subscribe), Unsubscribe = typeof(Unsubscribe), Key = nameof(Symbol))]
    public partial record Tick(string Symbol, int N);

    [FromClient("please")]
    public partial record Please;

    [FromClient("watch")]
    public partial record Watch(int Room);

    [FromServer("news")]
    [Subscription(Subscribe = typeof(Watch), Key = nameof(Room))]
    public partial record News(int Room, string Text);
}
