using ReactiveWs.Devices;

namespace ReactiveWs.Tests.Devices;

public class CapabilitiesTests
{
    [Theory]
    [InlineData("phone-6", Capability.Client)]
    [InlineData("phone-8", Capability.Client | Capability.BinaryMessages)]
    [InlineData("tv-18", Capability.None)]
    [InlineData("wearable-17", Capability.None)]
    [InlineData("2in1-12", Capability.None)]
    public void A_target_has_exactly_what_its_level_brought(string target, Capability expected) =>
        Assert.Equal(expected, Capabilities.Of(Parse(target)));

    [Theory]
    [InlineData("tv-19", true)]
    [InlineData("phone-19", false)]
    [InlineData("phone-22", false)]
    [InlineData("phone-23", true)]
    [InlineData("tv-22", true)]
    [InlineData("wearable-23", true)]
    public void The_server_is_on_tv_from_19_and_everywhere_from_23(string target, bool expected) =>
        Assert.Equal(expected, Capabilities.Of(Parse(target)).HasFlag(Capability.Server));

    [Theory]
    [InlineData(Capability.CertificateFiles, 11)]
    [InlineData(Capability.DataEnds, 11)]
    [InlineData(Capability.HeadersReceived, 12)]
    [InlineData(Capability.Proxy, 12)]
    [InlineData(Capability.Subprotocols, 12)]
    [InlineData(Capability.SkipServerCertVerification, 20)]
    [InlineData(Capability.HeartbeatOptions, 21)]
    [InlineData(Capability.NegotiatedProtocol, 26)]
    [InlineData(Capability.MinTlsProtocol, 26)]
    [InlineData(Capability.OriginPort, 26)]
    public void A_phone_gains_a_capability_at_its_level(Capability capability, int level)
    {
        Assert.False(Capabilities.Of(new(Device.Phone, level - 1)).HasFlag(capability));
        Assert.True(Capabilities.Of(new(Device.Phone, level)).HasFlag(capability));
    }

    [Fact]
    public void Every_capability_stands_in_the_table() =>
        Assert.Equal(Enum.GetValues<Capability>().Aggregate((all, one) => all | one), Capabilities.All);

    [Fact]
    public void A_level_takes_nothing_away()
    {
        foreach (var device in Enum.GetValues<Device>())
        {
            for (var level = DeviceTarget.FirstLevel; level < 30; level++)
            {
                var before = Capabilities.Of(new(device, level));
                Assert.Equal(before, before & Capabilities.Of(new(device, level + 1)));
            }
        }
    }

    [Theory]
    [InlineData("phone-14", 1024)]
    [InlineData("phone-15", 2048)]
    [InlineData("tv-26", 8196)]
    public void Addresses_may_be_longer_on_later_levels(string target, int expected) =>
        Assert.Equal(expected, Capabilities.LongestAddress(Parse(target)));

    private static DeviceTarget Parse(string text)
    {
        Assert.True(DeviceTarget.TryParse(text, out var target));
        return target;
    }
}
