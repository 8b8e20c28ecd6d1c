using ReactiveWs.Frames;

namespace ReactiveWs.Tests.Frames;

public sealed class CloseCodeTests
{
    [Fact]
    public void Only_registered_and_private_codes_may_be_received() =>
        Assert.Equal("1000-1003, 1007-1014, 3000-4999", Ranges(CloseCode.MayBeReceived));

    [Fact]
    public void Only_what_may_be_received_may_be_sent() =>
        Assert.Equal("1000-1003, 1007-1014, 3000-4999", Ranges(CloseCode.MayBeSent));

    static string Ranges(Func<int, bool> allowed)
    {
        var codes = Enumerable.Range(-1, ushort.MaxValue + 3).Where(allowed).ToHashSet();
        var firsts = codes.Where(code => !codes.Contains(code - 1)).Order();
        var lasts = codes.Where(code => !codes.Contains(code + 1)).Order();
        return string.Join(", ", firsts.Zip(lasts, (first, last) => $"{first}-{last}"));
    }
}
