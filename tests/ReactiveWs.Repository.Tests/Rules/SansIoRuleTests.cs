namespace ReactiveWs.Repository.Tests.Rules;

public sealed class SansIoRuleTests
{
    [Fact]
    public void Frames_know_no_waiting_network_log_or_clock() => Rule.Holds(SansIoRule.Check(RepositoryFiles.CSharp("src/ReactiveWs")));

    [Theory]
    [InlineData("class X { void M(Stream s) { } }", "Stream in Frames/")]
    [InlineData("class X { object M() => System.DateTime.UtcNow; }", "DateTime in Frames/")]
    [InlineData("class X { ILogger? _log; }", "ILogger in Frames/")]
    [InlineData("class X { ILogger<X>? _log; }", "ILogger in Frames/")]
    [InlineData("class X { TimeProvider? _time; }", "TimeProvider in Frames/")]
    [InlineData("class X { long M() => Environment.TickCount64; }", "TickCount64 in Frames/")]
    [InlineData("class X { async void M() { } }", "async in Frames/")]
    public void Each_is_found(string text, string finding) => Rule.Finds(finding, Check("FrameReader.cs", text));

    [Fact]
    public void Deflate_may_use_a_stream_over_memory_but_not_wait()
    {
        Rule.Holds(Check("Deflate.cs", "class Deflate { MemoryStream? _memory; }"));
        Rule.Finds("async in Frames/", Check("Deflate.cs", "class Deflate { async void M() { } }"));
    }

    [Fact]
    public void Words_in_comments_and_strings_are_free() =>
        Rule.Holds(Check("FrameReader.cs", "class X { /* Stream, await */ string a = \"DateTime\"; }"));

    static IEnumerable<string> Check(string name, string text) => SansIoRule.Check([new("src/ReactiveWs/Frames/" + name, text)]);
}
