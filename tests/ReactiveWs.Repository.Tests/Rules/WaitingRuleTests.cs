namespace ReactiveWs.Repository.Tests.Rules;

public sealed class WaitingRuleTests
{
    [Fact]
    public void Nothing_sleeps_and_nothing_is_async_void() => Rule.Holds(WaitingRule.Check(RepositoryFiles.CSharp("src", "generators", "analyzers", "tests", "samples")));

    [Fact]
    public void The_readmes_code_keeps_it_too() => Rule.Holds(WaitingRule.Check(
        from file in RepositoryFiles.All
        where file.Path.EndsWith("README.md", StringComparison.Ordinal)
        from block in ReadmeRule.Blocks(file.Text)
        where block.Language == "csharp"
        select new SourceFile(file.Path, block.Text)));

    [Theory]
    [InlineData("source.Subscribe(async x => await x);", "Subscribe(async")]
    [InlineData("source?.Subscribe(async x => await x);", "Subscribe(async")]
    [InlineData("source.Subscribe(x => { }, async () => { });", "Subscribe(async")]
    [InlineData("source.Subscribe(async delegate { });", "Subscribe(async")]
    [InlineData("class X { async void M() { } }", "async void")]
    [InlineData("static async void M() { }", "async void")]
    [InlineData("Thread.Sleep(1);", "Thread.Sleep")]
    [InlineData("await System.Threading.Tasks.Task.Delay(1);", "Task.Delay")]
    [InlineData("Func<int, Task> wait = Task.Delay;", "Task.Delay")]
    public void Each_is_found(string text, string finding) => Rule.Finds(finding, WaitingRule.Check([SourceFile.CSharp(text)]));

    [Fact]
    public void The_library_may_wait_on_a_clock_that_it_was_handed_and_a_test_on_none()
    {
        const string Wait = "await Task.Delay(delay, options.TimeProvider, ct);";

        Rule.Holds(WaitingRule.Check([SourceFile.CSharp(Wait)]));
        Rule.Finds("Task.Delay", WaitingRule.Check([SourceFile.CSharp(Wait, "tests/X.cs")]));
        Rule.Finds("Task.Delay", WaitingRule.Check([SourceFile.CSharp("await Task.Delay(delay, ct);")]));
    }

    [Theory]
    [InlineData("source.SubscribeAwait(async (x, ct) => await x);")]
    [InlineData("source.Subscribe(x => Console.WriteLine(x));")]
    [InlineData("await Task.Delay(Timeout.Infinite, ct);")]
    [InlineData("class X { async Task M() { } string a = \"Thread.Sleep(1)\"; }")]
    public void The_right_forms_pass(string text) => Rule.Holds(WaitingRule.Check([SourceFile.CSharp(text)]));
}
