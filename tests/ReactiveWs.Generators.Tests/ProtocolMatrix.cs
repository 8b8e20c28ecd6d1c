using System.Reflection;

namespace ReactiveWs.Generators.Tests;

/// <summary>The sources behind the snapshots of protocols, by the name of the test.</summary>
internal static class ProtocolMatrix
{
    public const string The_chat_protocol = """
        namespace App;
        public record Typing(string User);

        /// <summary>Talk in rooms.</summary>
        [WsProtocol("chat.v1")]
        [Message<Typing>(From.Client, "typing")]
        public static partial class Chat
        {
            /// <summary>Enters a room.</summary>
            [FromClient("join")] public partial record Join(string Room, string User);
            [FromClient("say")] public partial record Say(string Text);
            /// <summary>Somebody said something.</summary>
            [FromServer("said")] public partial record Said(string User, string Text, DateTimeOffset At);
            [FromClient("history", Reply = typeof(History))] public partial record GetHistory(string Room, int Take = 50);
            [FromServer("history")] public partial record History(ImmutableArray<Said> Items);
            [FromClient(Binary = true)] public partial record Snapshot(ReadOnlyMemory<byte> Data);
            [FromEither(Literal = "bye", Closes = true)] public partial record Bye;

            public partial class Peer { public string User { get; set; } = ""; }
        }
        """;

    public const string Somebody_elses_protocol = """
        namespace App;
        [WsProtocol(Discriminator = "e", PayloadPath = "data", OnMalformed = OnMalformed.Close)]
        internal static partial class Feed
        {
            [FromClient("sub")] internal partial record Sub(string Symbol);
            [FromClient("unsub")] internal partial record Unsub(string Symbol);
            [FromServer("trade"), Subscription(Subscribe = typeof(Sub), Unsubscribe = typeof(Unsub), Key = nameof(Symbol))]
            internal partial record Trade(string Symbol, decimal Price);
            [FromServer(Fallback = true)] internal partial record Other(string? Note);
        }
        """;

    public const string A_discriminator_inside_the_payload = """
        [WsProtocol(Discriminator = "data.meta.type", PayloadPath = "data")]
        public partial class Inside
        {
            [FromClient("a", Reply = typeof(B))] public partial record struct A(int X);
            [FromServer("b")] public partial record struct B(int Y);
        }
        """;

    public const string Requests_both_ways_and_policies = """
        namespace App;
        [WsProtocol("both")]
        public static partial class Both
        {
            [FromEither(Reply = typeof(Pong), TimeoutMilliseconds = 500)] public partial record Ping(int N);
            [FromEither] public partial record Pong(int N);
            [FromServer, Delivery(Overflow = Overflow.Conflate, Key = nameof(Symbol), Capacity = 10, Offline = Offline.Drop)] public partial record Quote(string Symbol, decimal Price);
            [FromServer("error")] public partial record Failure(string Text);
        }
        """;

    public const string Names_that_need_care = """
        namespace App.@namespace;
        public partial class Outer
        {
            [WsProtocol]
            public partial class @class
            {
                [FromClient] public partial record @event(string @string);
                [FromServer] public partial record Box(int X);
                [FromServer] public partial record Query(int X);
                [FromServer(Stream = "Größen")] public partial record Größe(int X);
                [FromServer] internal partial record Hidden(int X);
            }
        }
        """;

    public const string A_protocol_without_messages = """
        [WsProtocol("empty")] public static partial class Empty { }
        """;

    public const string Handlers_by_type = """
        namespace App;
        [WsProtocol] public static partial class P
        {
            [FromClient] public partial record A(int X);
            [FromClient] public partial record B(int X);
            [FromClient(Reply = typeof(D))] public partial record C(int X);
            [FromServer] public partial record D(int X);
            [FromServer] public partial record E(int X);
            [FromClient] public partial record F(int X);
        }
        [WsHandler(typeof(P))] public sealed partial class OnServer
        {
            void On(P.A a) { }
            async Task On(P.B b, CancellationToken ct, P.Peer from) => await from.SendAsync(new P.E(b.X), ct);
            P.D On(P.C c) => new(c.X);
        }
        [WsHandler(typeof(P))] public sealed partial class OnClient
        {
            ValueTask On(P.E e, P.Client client) => default;
        }
        """;

    /// <summary>Name and source of each.</summary>
    public static IEnumerable<(string Name, string Source)> All =>
        typeof(ProtocolMatrix).GetFields(BindingFlags.Static | BindingFlags.Public).Select(f => (f.Name, (string)f.GetRawConstantValue()!));
}
