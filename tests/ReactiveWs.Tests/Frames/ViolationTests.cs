using System.Reflection;
using System.Text;
using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class ViolationTests
{
    public static TheoryData<string> Names => [.. Table.Keys];

    static Dictionary<string, Violation> Table { get; } = typeof(Violation)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.Name, field => (Violation)field.GetValue(null)!);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_names_its_section(string name) => Assert.Matches(@"\((RFC 7692 )?§\d+(\.\d+)*\)$", Table[name].Rule);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_can_be_sent_in_a_close_frame(string name)
    {
        Assert.True(CloseCode.MayBeSent(Table[name].CloseCode));
        Assert.True(Encoding.UTF8.GetByteCount(Table[name].Rule) <= 123);
    }

    [Fact]
    public void No_two_rules_read_alike() => Assert.Distinct(Table.Values.Select(violation => violation.Rule));
}
