using ReactiveWs.Streams;

namespace ReactiveWs.Tests.Streams;

public sealed class ReconnectPolicyTests
{
    static readonly ReconnectOptions s_plain = new() { InitialDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(10), Jitter = false };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(2000, 10)]
    public void The_delay_doubles_up_to_its_limit(int retry, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), s_plain.DelayBeforeRetry(retry, random: 0.5));

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.25, 1000)]
    [InlineData(0.75, 3000)]
    public void Jitter_draws_from_the_full_length(double random, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), (s_plain with { Jitter = true }).DelayBeforeRetry(3, random));

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public void A_refusal_that_another_attempt_cannot_change_stops(int status) =>
        Assert.Equal(ReconnectDecision.Stop, s_plain.Decide(Refused(status), 1));

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void A_refusal_that_may_pass_is_retried(int status) => Assert.Equal(ReconnectDecision.Retry, s_plain.Decide(Refused(status), 1));

    [Theory]
    [InlineData(1000, true, ReconnectDecision.Stop)]
    [InlineData(1008, true, ReconnectDecision.Stop)]
    [InlineData(4403, true, ReconnectDecision.Stop)]
    [InlineData(1001, true, ReconnectDecision.Retry)]
    [InlineData(1012, true, ReconnectDecision.Retry)]
    [InlineData(1006, false, ReconnectDecision.Retry)]
    public void A_close_means_what_its_code_says(int code, bool clean, ReconnectDecision decision) =>
        Assert.Equal(decision, s_plain.Decide(new ReconnectReason(null, new CloseResult(code, "", clean, 0)), 0));

    [Theory]
    [InlineData(WebSocketErrorCode.InvalidUrl)]
    [InlineData(WebSocketErrorCode.CertificateNotFound)]
    [InlineData(WebSocketErrorCode.InvalidArgument)]
    [InlineData(WebSocketErrorCode.HostNotAllowed)]
    public void What_the_caller_got_wrong_stops(WebSocketErrorCode code) =>
        Assert.Equal(ReconnectDecision.Stop, s_plain.Decide(new ReconnectReason(new ReactiveWsException(code, ""), null), 1));

    [Fact]
    public void The_most_attempts_are_an_end() =>
        Assert.Equal(ReconnectDecision.Stop, (s_plain with { MaxAttempts = 3 }).Decide(Refused(503), 3));

    [Fact]
    public void A_classifier_of_the_users_own_decides() =>
        Assert.Equal(ReconnectDecision.RetryNow, (s_plain with { Classify = _ => ReconnectDecision.RetryNow }).Decide(Refused(401), 1));

    [Fact]
    public void Without_options_nothing_is_retried() => Assert.Equal(ReconnectDecision.Stop, ReconnectPolicy.Decide(null, Refused(503), 1));

    static ReconnectReason Refused(int status) =>
        new(new ReactiveWsException(WebSocketErrorCode.ConnectionFailed, "refused") { HttpStatus = status }, null);
}
