using System.Net;
using ReactiveWs.Serving;
using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Serving;

public sealed class AdmissionTests
{
    static readonly IPAddress s_ada = IPAddress.Parse("192.0.2.1");
    static readonly IPAddress s_bob = IPAddress.Parse("192.0.2.2");

    readonly ManualTimeProvider _time = new();

    [Fact]
    public void Connections_in_all_are_limited_and_one_that_leaves_makes_room()
    {
        var admission = With(new() { MaxConnections = 2 });

        Assert.Equal([null, null, 503], [Enter(admission, s_ada), Enter(admission, s_bob), Enter(admission, s_bob)]);
        admission.Leave(s_ada);
        Assert.Null(Enter(admission, s_bob));
    }

    [Fact]
    public void Connections_of_one_address_are_limited_and_others_are_not_concerned()
    {
        var admission = With(new() { MaxConnectionsForOneClient = 1 });

        Assert.Equal([null, 503, null], [Enter(admission, s_ada), Enter(admission, s_ada), Enter(admission, s_bob)]);
        admission.Leave(s_ada);
        Assert.Null(Enter(admission, s_ada));
    }

    [Fact]
    public void All_addresses_of_one_ipv6_network_count_as_one()
    {
        var admission = With(new() { MaxConnectionsForOneClient = 1, MaxConcurrentClientsNumber = 2, UpgradesPerMinute = 2 });
        var (one, same, other) = (IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::ffff:1"), IPAddress.Parse("2001:db8:0:1::1"));

        Assert.Equal([null, 503, null], [Enter(admission, one), Enter(admission, same), Enter(admission, other)]);
        admission.Leave(one);
        Assert.Equal(429, Enter(admission, same));
        Assert.Contains("2001:db8::/64", admission.TryEnter(same)!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ipv4_address_is_the_same_through_a_socket_for_both()
    {
        var admission = With(new() { MaxConnectionsForOneClient = 1 });
        Assert.Equal([null, 503], [Enter(admission, s_ada), Enter(admission, s_ada.MapToIPv6())]);
    }

    [Fact]
    public void Addresses_are_limited_and_one_that_is_in_may_connect_again()
    {
        var admission = With(new() { MaxConcurrentClientsNumber = 1 });

        Assert.Equal([null, 503, null], [Enter(admission, s_ada), Enter(admission, s_bob), Enter(admission, s_ada)]);
        admission.Leave(s_ada);
        Assert.Equal(503, Enter(admission, s_bob));
        admission.Leave(s_ada);
        Assert.Null(Enter(admission, s_bob));
    }

    [Fact]
    public void Upgrades_of_one_address_within_a_minute_are_limited_though_it_leaves()
    {
        var admission = With(new() { UpgradesPerMinute = 2 });

        for (var i = 0; i < 2; i++)
        {
            Assert.Null(Enter(admission, s_ada));
            admission.Leave(s_ada);
        }

        Assert.Equal(429, Enter(admission, s_ada));
        Assert.Null(Enter(admission, s_bob));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(Enter(admission, s_ada));
    }

    [Fact]
    public void A_table_of_many_addresses_forgets_those_whose_minute_is_over()
    {
        var admission = With(new() { UpgradesPerMinute = 1 });
        for (var i = 0; i < 5000; i++) Assert.Null(Enter(admission, new IPAddress(i + 1)));
        Assert.Equal(429, Enter(admission, new IPAddress(1)));

        _time.Advance(TimeSpan.FromMinutes(1));

        for (var i = 0; i < 5000; i++) Assert.Null(Enter(admission, new IPAddress(i + 10_001)));
        Assert.InRange(admission.Remembered, 1, 5000);
    }

    static int? Enter(Admission admission, IPAddress address) => admission.TryEnter(address)?.Status;

    Admission With(WebSocketServerConfig config) => new(config with { TimeProvider = _time });
}
