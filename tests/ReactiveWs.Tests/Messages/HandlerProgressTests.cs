using ReactiveWs.Messages;

namespace ReactiveWs.Tests.Messages;

public class HandlerProgressTests
{
    readonly HandlerProgress _one = new(concurrency: 1);

    [Fact]
    public void Nothing_given_is_done() => Assert.True(_one.WhenDone().IsCompleted);

    [Fact]
    public async Task What_was_given_is_done_when_it_is_finished()
    {
        _one.Give();
        _one.Give();
        var done = _one.WhenDone();
        _one.Finish();
        Assert.False(done.IsCompleted);

        _one.Finish();

        await done;
    }

    [Fact]
    public async Task What_is_given_later_is_not_waited_for()
    {
        _one.Give();
        var done = _one.WhenDone();
        _one.Give();

        _one.Finish();

        await done;
    }

    [Fact]
    public async Task A_handler_that_waits_is_not_waited_for()
    {
        _one.Give();
        var done = _one.WhenDone();

        _one.BeginWait();

        await done;
        Assert.True(_one.WhenDone().IsCompleted);
        _one.EndWait();
        Assert.False(_one.WhenDone().IsCompleted);
    }

    [Fact]
    public void A_waiting_handler_leaves_the_others_at_work()
    {
        var two = new HandlerProgress(concurrency: 2);
        two.Give();
        two.Give();

        two.BeginWait();

        Assert.False(two.WhenDone().IsCompleted);
    }

    [Fact]
    public async Task Who_handles_no_more_is_done()
    {
        _one.Give();
        var done = _one.WhenDone();

        _one.Close();

        await done;
    }
}
