using ReactiveWs.Bytes;
using ReactiveWs.Serving;
using ReactiveWs.Tests.Messages;

namespace ReactiveWs.Tests.Serving;

public sealed class ConnectionRegistryTests : IDisposable
{
    readonly ConnectionRegistry<ByteLink> _links = new();
    readonly ByteLink _one = StreamLink.Over(MemoryLink.Pair().Item1);
    readonly ByteLink _other = StreamLink.Over(MemoryLink.Pair().Item1);

    public void Dispose()
    {
        _one.Abort();
        _other.Abort();
    }

    [Fact]
    public void Without_links_there_is_nothing_to_wait_for()
    {
        Assert.True(_links.WhenNone().IsCompleted);
        Assert.Empty(_links.All);
    }

    [Fact]
    public async Task Waiting_ends_with_the_last_link()
    {
        _links.Add(_one);
        _links.Add(_other);
        var none = _links.WhenNone();

        _links.Remove(_one);
        Assert.False(none.IsCompleted);
        Assert.Equal([_other], _links.All);

        _links.Remove(_other);
        await none.Soon();
    }

    [Fact]
    public async Task Who_waits_after_that_waits_for_the_links_of_that_time()
    {
        _links.Add(_one);
        _links.Remove(_one);
        _links.Add(_other);
        var none = _links.WhenNone();
        Assert.False(none.IsCompleted);

        _links.Remove(_other);
        await none.Soon();
    }
}
