namespace ReactiveWs.Soak;

/// <summary>The typed part of the load.</summary>
[WsProtocol("counting.v1")]
public static partial class Counting
{
    [FromClient("note")]
    public partial record Note(int Number, string Text);

    [FromServer("noted")]
    public partial record Noted(int Number, string Text);

    [FromClient("add", Reply = typeof(Sum))]
    public partial record Add(int Number, int[] Terms);

    [FromServer("sum")]
    public partial record Sum(int Number, long Total);
}
