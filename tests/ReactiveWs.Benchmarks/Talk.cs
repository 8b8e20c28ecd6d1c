namespace ReactiveWs.Benchmarks;

/// <summary>The protocol of <c>serve PORT typed</c>, as a user would write it: the message that load/compare.py sends.</summary>
[WsProtocol]
public static partial class Talk
{
    [FromEither("say")] public partial record Say(string Room, string User, string Text, long Seq, DateTimeOffset At);
}
