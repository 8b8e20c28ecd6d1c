using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class UpgradeKeyTests
{
    [Fact]
    public void The_key_of_the_RFC_has_the_answer_of_the_RFC() => Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", UpgradeKey.Accept("dGhlIHNhbXBsZSBub25jZQ=="));

    [Fact]
    public void New_keys_are_valid_and_differ()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => UpgradeKey.Create()).ToList();

        Assert.All(keys, key => Assert.True(UpgradeKey.IsValid(Encoding.ASCII.GetBytes(key))));
        Assert.Equal(100, keys.Distinct().Count());
    }
}
