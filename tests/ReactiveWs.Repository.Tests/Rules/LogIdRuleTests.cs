namespace ReactiveWs.Repository.Tests.Rules;

public sealed class LogIdRuleTests
{
    [Fact]
    public void Every_log_message_has_its_own_id() => Rule.Holds(LogIdRule.Check(RepositoryFiles.CSharp("src")));

    [Theory]
    [InlineData("[LoggerMessage(1, LogLevel.Debug, \"a\")]", "[LoggerMessage(EventId = 1, Level = LogLevel.Debug)]")]
    [InlineData("[LoggerMessage(1, LogLevel.Debug, \"a\")]", "[LoggerMessage(eventId: 1, level: LogLevel.Debug, message: \"b\")]")]
    public void A_repeated_id_is_found(string first, string second) => Rule.Finds("event id 1 is taken", Check(first, second));

    [Fact]
    public void A_missing_id_is_found() => Rule.Finds("no event id", Check("[LoggerMessage(LogLevel.Debug, \"a\")]", "[LoggerMessage(2, LogLevel.Debug, \"a\")]"));

    [Fact]
    public void Different_ids_pass() => Rule.Holds(Check("[LoggerMessage(1, LogLevel.Debug, \"a\")]", "[LoggerMessage(2, LogLevel.Debug, \"a\")]"));

    static IEnumerable<string> Check(string first, string second) =>
        LogIdRule.Check([SourceFile.CSharp($"partial class A {{ {first} partial void M(); }}"), SourceFile.CSharp($"partial class B {{ {second} partial void M(); }}", "src/B.cs")]);
}
