namespace ReactiveWs.Tests.Typed;

public class MalformedReasonTests
{
    [Fact]
    public void The_path_grows_from_the_inside_out()
    {
        var reason = new MalformedReason("$", "a string", "a number").Under("at").At(2).Under("items");

        Assert.Equal("$.items[2].at", reason.Path);
        Assert.Equal("$.items[2].at: expected a string, found a number", reason.ToString());
    }

    [Fact]
    public void Names_that_are_no_identifiers_are_quoted() =>
        Assert.Equal("$['a b']['']", new MalformedReason("$", "", "").Under("").Under("a b").Path);
}
