using ReactiveWs.Messages;

namespace ReactiveWs.Tests.Messages;

public class AwaitedRepliesTests
{
    readonly AwaitedReplies _replies = new(maxMessageSize: 1000);
    int _failed;

    void Fail() => _failed++;

    [Fact]
    public void Nothing_is_read_on_for_when_nobody_waits() => Assert.False(_replies.MayReadOn);

    [Fact]
    public void Reading_goes_on_for_the_greatest_size_of_a_message_and_then_the_waits_fail()
    {
        _replies.Add(Fail);
        _replies.OnMessage(900, isBehind: true);
        _replies.FailWhenSpent();
        Assert.Equal((true, 0), (_replies.MayReadOn, _failed));

        _replies.OnMessage(100, isBehind: true);
        Assert.False(_replies.MayReadOn);
        _replies.FailWhenSpent();
        _replies.FailWhenSpent();
        Assert.Equal(1, _failed);
    }

    [Fact]
    public void A_message_that_is_not_behind_gives_the_allowance_back()
    {
        _replies.Add(Fail);
        _replies.OnMessage(2000, isBehind: true);
        _replies.OnMessage(1, isBehind: false);
        Assert.True(_replies.MayReadOn);
    }

    [Fact]
    public void Small_messages_are_counted_with_what_they_cost_in_memory()
    {
        _replies.Add(Fail);
        for (int i = 0; i < 20; i++) _replies.OnMessage(0, isBehind: true);
        Assert.False(_replies.MayReadOn);
    }

    [Fact]
    public void A_reply_that_came_is_no_longer_waited_for()
    {
        _replies.Add(Fail);
        _replies.Remove(Fail);
        _replies.OnMessage(2000, isBehind: true);
        _replies.FailWhenSpent();
        Assert.Equal((false, 0), (_replies.MayReadOn, _failed));
    }

    [Fact]
    public void Without_a_limit_of_the_connection_there_is_one_here()
    {
        var unlimited = new AwaitedReplies(long.MaxValue);
        unlimited.Add(Fail);
        unlimited.OnMessage(2_000_000, isBehind: true);
        Assert.False(unlimited.MayReadOn);
    }
}
