using System.Text.Json;

namespace ReactiveWs.Tests.Typed;

public class WsCodecOptionsTests
{
    [Fact]
    public void A_depth_below_one_is_a_mistake_of_the_programmer() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WsCodecOptions { MaxDepth = 0 });

    [Fact]
    public void Readers_and_writers_have_the_same_limit()
    {
        var options = new WsCodecOptions { MaxDepth = 7 };
        Assert.Equal((7, 7), (options.Reader.MaxDepth, options.Writer.MaxDepth));
        Assert.Equal(JsonCommentHandling.Disallow, options.Reader.CommentHandling);
    }
}
