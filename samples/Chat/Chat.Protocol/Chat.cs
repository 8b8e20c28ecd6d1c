using ReactiveWs;

namespace Talk;

// <readme:typed-protocol>
[WsProtocol("chat.v1")]                                          // also the subprotocol that both ends negotiate
public static partial class Chat
{
    [FromClient("join")] public partial record Join(string Room, string User);
    [FromClient("say")]  public partial record Say(string Text);
    [FromServer("said")] public partial record Said(string User, string Text, DateTimeOffset At);
    [FromEither(Literal = "bye", Closes = true)] public partial record Bye;   // the text frame `bye`; receiving it closes

    public partial class Peer { public string User { get; set; } = ""; }      // state of one connection, beside the generated half
}
// </readme:typed-protocol>
