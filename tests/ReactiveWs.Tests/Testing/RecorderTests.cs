using System.Reactive.Subjects;
using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Testing;

public sealed class RecorderTests : IDisposable
{
    readonly Subject<int> _source = new();

    static CancellationToken Guard => TestContext.Current.CancellationToken;

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task It_keeps_values_in_order_and_lets_a_test_await_them()
    {
        var recorder = _source.Record();
        _source.OnNext(1);
        var three = recorder.WaitForAsync(3, Guard);
        Assert.False(three.IsCompleted);

        await Task.Run(() => { _source.OnNext(2); _source.OnNext(3); _source.OnNext(4); }, Guard);

        Assert.Equal([1, 2, 3], await three);
        Assert.Equal([1, 2, 3, 4], recorder.Values);
        Assert.False(recorder.HasEnded);
    }

    [Fact]
    public async Task Waiting_for_more_than_comes_fails_when_the_stream_ends()
    {
        var recorder = _source.Record();
        var two = recorder.WaitForAsync(2, Guard);
        _source.OnNext(1);
        var error = new IOException("gone");

        _source.OnError(error);

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => two);
        Assert.Contains("1 of 2", thrown.Message, StringComparison.Ordinal);
        Assert.Same(error, thrown.InnerException);
        Assert.Same(error, recorder.Error);
        await recorder.WaitForEndAsync(Guard);
    }

    [Fact]
    public async Task It_ends_with_its_stream()
    {
        var recorder = _source.Record();

        _source.OnCompleted();

        await recorder.WaitForEndAsync(Guard);
        Assert.True(recorder.HasEnded);
        Assert.Null(recorder.Error);
    }
}
