namespace ReactiveWs.Tests;

public class DeviceProfileTests
{
    [Fact]
    public void Without_a_target_everything_is_supported()
    {
        var profile = DeviceProfile.Narrow([], null);

        Assert.Same(DeviceProfile.Unrestricted, profile);
        Assert.True(profile.SupportsServer && profile.SupportsOriginPort);
    }

    [Fact]
    public void Several_targets_support_what_all_of_them_have()
    {
        var profile = DeviceProfile.Parse("phone-21;tv-19");

        Assert.True(profile.SupportsClient);
        Assert.False(profile.SupportsServer);
        Assert.False(profile.SupportsHeartbeatOptions);
        Assert.Equal("phone-21;tv-19", profile.ToString());
    }

    [Fact]
    public void The_device_in_hand_narrows_the_targets()
    {
        Assert.True(DeviceProfile.Narrow(["phone-12", "tv-19"], "tv-19").SupportsServer);
        Assert.False(DeviceProfile.Narrow(["phone-12", "tv-19"], "phone-12").SupportsServer);
    }

    [Fact]
    public void A_later_device_in_hand_has_what_its_own_level_has() =>
        Assert.True(DeviceProfile.Narrow(["phone-12"], "phone-23").SupportsServer);

    [Theory]
    [InlineData("tablet-23")]
    [InlineData("phone-11")]
    [InlineData("fridge-1")]
    public void A_device_in_hand_that_is_not_targeted_is_refused(string inHand) =>
        Assert.Throws<InvalidOperationException>(() => DeviceProfile.Narrow(["phone-12"], inHand));

    [Fact]
    public void An_unknown_target_is_refused_with_what_would_be_known()
    {
        var refused = Assert.Throws<ArgumentException>(() => DeviceProfile.Parse("phone-12;fridge-3"));

        Assert.Contains("'fridge-3'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("wearable", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_capability_names_itself_the_member_and_the_profile()
    {
        var refused = Assert.Throws<PlatformNotSupportedException>(() => DeviceProfile.Parse("phone-12").Demand(Capability.Server, "StartAsync"));

        Assert.Contains("StartAsync", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Server", refused.Message, StringComparison.Ordinal);
        Assert.Contains("phone-12", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_present_capability_is_not_refused() => DeviceProfile.Parse("tv-19").Demand(Capability.Server, "StartAsync");

    [Fact]
    public void Every_capability_has_its_guard()
    {
        var guarded = typeof(DeviceProfile).GetProperties()
            .SelectMany(property => property.GetCustomAttributes(typeof(CapabilityGuardAttribute), false).Cast<CapabilityGuardAttribute>()
                .Select(guard => (property.Name, guard.Capability)));

        Assert.Equal(
            Enum.GetValues<Capability>().Where(capability => capability != Capability.None).Select(capability => ("Supports" + capability, capability)),
            guarded.OrderBy(guard => guard.Capability));
    }
}
