using System.Reflection;
using System.Security.Authentication;
using ReactiveWs.Devices;

namespace ReactiveWs.Tests.Devices;

public class OptionDemandsTests
{
    private static readonly WebSocketRequestOptions OnPhone6 = new() { Device = DeviceProfile.Parse("phone-6") };

    public static TheoryData<string, WebSocketRequestOptions> Later => new()
    {
        { "Protocol", OnPhone6 with { Protocol = "chat" } },
        { "Protocols", OnPhone6 with { Protocols = ["chat"] } },
        { "SupportOriginPort", OnPhone6 with { SupportOriginPort = false } },
        { "CaPath", OnPhone6 with { CaPath = "ca.pem" } },
        { "ClientCert", OnPhone6 with { ClientCert = new("cert.pem", "key.pem") } },
        { "Proxy", OnPhone6 with { Proxy = WebSocketProxy.None } },
        { "SkipServerCertVerification", OnPhone6 with { SkipServerCertVerification = true } },
        { "MinTlsProtocol", OnPhone6 with { MinTlsProtocol = SslProtocols.Tls13 } },
        { "PingInterval", OnPhone6 with { PingInterval = TimeSpan.Zero } },
        { "PongTimeout", OnPhone6 with { PongTimeout = TimeSpan.FromSeconds(5) } },
    };

    [Theory]
    [MemberData(nameof(Later), DisableDiscoveryEnumeration = true)]
    public void An_option_of_a_later_level_is_refused_by_name(string option, WebSocketRequestOptions options)
    {
        var refused = Assert.Throws<PlatformNotSupportedException>(() => OptionDemands.Check(options));

        Assert.StartsWith(option + " ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Later), DisableDiscoveryEnumeration = true)]
    public void A_late_device_takes_every_option(string option, WebSocketRequestOptions options)
    {
        Assert.NotEmpty(option);
        OptionDemands.Check(options with { Device = DeviceProfile.Parse("phone-26") });
    }

    [Fact]
    public void Every_annotated_option_is_enforced() => Assert.Equal(
        typeof(WebSocketRequestOptions).GetProperties()
            .Where(property => property.SetMethod?.GetCustomAttribute<RequiresCapabilityAttribute>() is not null)
            .Select(property => property.Name)
            .Order(),
        Later.Select(row => row.Data.Item1).Order());

    [Fact]
    public void Defaults_demand_only_the_client()
    {
        OptionDemands.Check(OnPhone6);
        Assert.Throws<PlatformNotSupportedException>(() => OptionDemands.Check(OnPhone6 with { Device = DeviceProfile.Parse("tv-18") }));
    }

    [Fact]
    public void A_server_starts_only_where_there_is_one()
    {
        OptionDemands.Check(new WebSocketServerConfig { Device = DeviceProfile.Parse("tv-19") });
        Assert.Throws<PlatformNotSupportedException>(() => OptionDemands.Check(new WebSocketServerConfig { Device = DeviceProfile.Parse("phone-22") }));
    }
}
