using ReactiveWs.Devices;

namespace ReactiveWs.Tests.Devices;

public class DeviceTargetTests
{
    [Theory]
    [InlineData("tv-19", "tv-19")]
    [InlineData(" Phone - 12 ", "phone-12")]
    [InlineData("pc-13", "2in1-13")]
    [InlineData("2in1-13", "2in1-13")]
    [InlineData("wearable-18", "wearable-18")]
    [InlineData("TABLET-6", "tablet-6")]
    public void A_target_is_a_device_and_a_level(string text, string expected)
    {
        Assert.True(DeviceTarget.TryParse(text, out var target));
        Assert.Equal(expected, target.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("tv")]
    [InlineData("tv-")]
    [InlineData("tv-x")]
    [InlineData("tv-5")]
    [InlineData("tv--19")]
    [InlineData("fridge-19")]
    [InlineData("-19")]
    [InlineData("tv-99999999999999999999")]
    public void Anything_else_is_not(string text) => Assert.False(DeviceTarget.TryParse(text, out _));

    [Fact]
    public void A_list_is_cut_at_semicolons_and_commas() =>
        Assert.Equal(["phone-12", "tv-19", "x"], DeviceTarget.Split("phone-12; tv-19,,x;"));
}
