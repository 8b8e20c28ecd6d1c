using ReactiveWs.EndToEnd.Tests.BadInput;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>The catalogue of bad input: each row ends as RFC 6455 and the options say, and the server goes on serving others.</summary>
public sealed class BadInputTests(BadInputServers servers) : IClassFixture<BadInputServers>
{
    static readonly Dictionary<string, BadInputCase> s_cases = new BadInputCase[][]
    {
        [.. BadRequests.All], [.. BadFrames.All], [.. BadText.All], [.. BadCloses.All], [.. BadCompression.All], [.. BadTls.All],
    }.SelectMany(cases => cases).ToDictionary(one => one.Name);

    public static TheoryData<string> Names => new(s_cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Bad_input_ends_as_specified_and_others_are_served(string name)
    {
        var bad = s_cases[name];

        Assert.Equal(bad.Expected, await bad.Play(servers));

        await servers.AssertServingOthersAsync();
    }

    [Fact]
    public void The_catalogue_has_at_least_150_rows() => Assert.InRange(s_cases.Count, 150, int.MaxValue);
}
