using System.Security.Authentication;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class OptionsCheckTests
{
    static readonly TimeSpan s_negative = TimeSpan.FromSeconds(-1);

    [Fact]
    public void The_defaults_are_valid()
    {
        Assert.Null(OptionsCheck.Fault(new WebSocketRequestOptions()));
        Assert.Null(OptionsCheck.Fault(new WebSocketServerConfig()));
    }

    static readonly WebSocketRequestOptions[] s_valid =
    [
        new() { Header = Header("Authorization", "Bearer a.b\tc~"), Protocol = "a, b", Protocols = ["c"], Origin = "" },
        new() { PingInterval = TimeSpan.Zero, PongTimeout = TimeSpan.Zero, CloseTimeout = TimeSpan.Zero, SendTimeout = TimeSpan.Zero },
        new() { ConnectTimeout = Timeout.InfiniteTimeSpan, MinTlsProtocol = SslProtocols.Tls13 },
        new() { MaxMessageSize = null, MaxFragments = null, MaxSendSize = 1, ChunkSize = 4, HighWaterMark = 1 },
        new() { Compression = new() { ServerMaxWindowBits = 8, ClientMaxWindowBits = 8, Threshold = 0 } },
        new() { Proxy = new("proxy.example", 3128) { Exclusions = ["*"] }, AllowedHosts = [] },
        new() { Proxy = new("socks5://[::1]", 1080), Reconnect = new() },
    ];

    [Fact]
    public void Every_legal_value_is_valid() => Assert.All(s_valid, options => Assert.Null(OptionsCheck.Fault(options)));

    // One row per rule: the options, and words of the message.
    public static TheoryData<WebSocketRequestOptions, string> InvalidOptions => new()
    {
        { new() { Header = null! }, "Header is null" },
        { new() { Header = Header("Sec-WebSocket-Protocol", "a") }, "use Protocol instead" },
        { new() { Header = Header("sec-websocket-extensions", "a") }, "use Compression instead" },
        { new() { Header = Header("Sec-WebSocket-Key", "a") }, "belongs to the handshake" },
        { new() { Header = Header("Origin", "a") }, "use Origin instead" },
        { new() { Header = Header("HOST", "a") }, "the host of the address" },
        { new() { Header = Header("Connection", "a") }, "belongs to the handshake" },
        { new() { Header = Header("Upgrade", "a") }, "belongs to the handshake" },
        { new() { Header = Header("Transfer-Encoding", "a") }, "a handshake has none" },
        { new() { Header = Header("Content-Length", "a") }, "a handshake has none" },
        { new() { Header = Header("Proxy-Authorization", "a") }, "Username and Password" },
        { new() { Header = Header("", "a") }, "header name ''" },
        { new() { Header = Header("X Y", "a") }, "header name 'X Y'" },
        { new() { Header = Header("X:", "a") }, "header name 'X:'" },
        { new() { Header = Header("X", "a\r\nY: b") }, "header 'X'" },
        { new() { Header = Header("X", "a\nb") }, "header 'X'" },
        { new() { Header = Header("X", "\u00E4") }, "header 'X'" },
        { new() { Header = Header("X", null!) }, "header 'X'" },
        { new() { Origin = "http://a\r\nX: y" }, "Origin" },
        { new() { Protocol = "a b" }, "(a b)" },
        { new() { Protocol = "a,,b" }, "(a,,b)" },
        { new() { Protocol = "a", Protocols = ["b", "a"] }, "(a, b, a)" },
        { new() { Protocols = null! }, "Protocols is null" },
        { new() { Protocols = [null!] }, "Protocols is null" },
        { new() { AllowedHosts = ["a", ""] }, "AllowedHosts has an empty entry" },
        { new() { Proxy = null! }, "Proxy is null" },
        { new() { Proxy = new("user:secret@proxy", 1) }, "Username and Password" },
        { new() { Proxy = new("ftp://proxy", 1) }, "'ftp://proxy'" },
        { new() { Proxy = new("a b", 1) }, "'a b'" },
        { new() { Proxy = new("proxy/path", 1) }, "'proxy/path'" },
        { new() { Proxy = new("proxy", 1) { Exclusions = [" "] } }, "Proxy.Exclusions" },
#pragma warning disable SYSLIB0039, CA5397 // to be refused
        { new() { MinTlsProtocol = SslProtocols.Tls11 }, "MinTlsProtocol is Tls11" },
#pragma warning restore SYSLIB0039, CA5397
        { new() { MinTlsProtocol = SslProtocols.None }, "MinTlsProtocol is None" },
        { new() { PingInterval = s_negative }, "PingInterval is -00:00:01" },
        { new() { PongTimeout = s_negative }, "PongTimeout is -00:00:01" },
        { new() { CloseTimeout = s_negative }, "CloseTimeout is -00:00:01" },
        { new() { SendTimeout = s_negative }, "SendTimeout is -00:00:01" },
        { new() { PingInterval = TimeSpan.FromDays(50) }, "PingInterval is 50" },
        { new() { ConnectTimeout = s_negative }, "ConnectTimeout is -00:00:01" },
        { new() { ConnectTimeout = TimeSpan.Zero }, "ConnectTimeout is zero" },
        { new() { MaxMessageSize = 0 }, "MaxMessageSize is 0; it must be at least 1" },
        { new() { MaxFragments = 0 }, "MaxFragments is 0" },
        { new() { MaxSendSize = 0 }, "MaxSendSize is 0" },
        { new() { ChunkSize = 3 }, "ChunkSize is 3; it must be at least 4" },
        { new() { HighWaterMark = 0 }, "HighWaterMark is 0" },
        { new() { Compression = new() { ServerMaxWindowBits = 7 } }, "Compression.ServerMaxWindowBits is 7" },
        { new() { Compression = new() { ServerMaxWindowBits = 16 } }, "Compression.ServerMaxWindowBits is 16" },
        { new() { Compression = new() { ClientMaxWindowBits = 7 } }, "Compression.ClientMaxWindowBits is 7" },
        { new() { Compression = new() { ClientMaxWindowBits = 16 } }, "Compression.ClientMaxWindowBits is 16" },
        { new() { Compression = new() { Threshold = -1 } }, "Compression.Threshold is -1" },
        { new() { Compression = new() { MinWindowBits = 7 } }, "Compression.MinWindowBits is 7" },
        { new() { Compression = new() { MinWindowBits = 12, ServerMaxWindowBits = 11 } }, "must not be above ServerMaxWindowBits (11)" },
        { new() { Reconnect = new() { InitialDelay = s_negative } }, "Reconnect.InitialDelay" },
        { new() { Reconnect = new() { MaxDelay = s_negative } }, "Reconnect.MaxDelay" },
        { new() { Reconnect = new() { Multiplier = 0.5 } }, "Reconnect.Multiplier is 0.5" },
        { new() { Reconnect = new() { Multiplier = double.NaN } }, "Reconnect.Multiplier is NaN" },
        { new() { Reconnect = new() { MaxAttempts = 0 } }, "Reconnect.MaxAttempts is 0" },
        { new() { TimeProvider = null! }, "TimeProvider is null" },
    };

    [Theory]
    [MemberData(nameof(InvalidOptions))]
    public void An_invalid_option_of_a_client_is_401_and_named(WebSocketRequestOptions options, string words) => Is401(OptionsCheck.Fault(options), words);

    public static TheoryData<WebSocketServerConfig, string> InvalidConfigs => new()
    {
        { new() { Protocol = "a b" }, "(a b)" },
        { new() { AllowedOrigins = [""] }, "AllowedOrigins has an empty entry" },
        { new() { MinTlsProtocol = SslProtocols.None }, "MinTlsProtocol is None" },
        { new() { MaxConcurrentClientsNumber = 0 }, "MaxConcurrentClientsNumber is 0" },
        { new() { MaxConnectionsForOneClient = 0 }, "MaxConnectionsForOneClient is 0" },
        { new() { MaxConnections = 0 }, "MaxConnections is 0" },
        { new() { UpgradesPerMinute = 0 }, "UpgradesPerMinute is 0" },
        { new() { MaxHeaderSize = 100 }, "MaxHeaderSize is 100" },
        { new() { MaxHeaderCount = 0 }, "MaxHeaderCount is 0" },
        { new() { HandshakeTimeout = TimeSpan.Zero }, "HandshakeTimeout is zero" },
        { new() { PingInterval = s_negative }, "PingInterval" },
        { new() { PongTimeout = s_negative }, "PongTimeout" },
        { new() { IdleTimeout = TimeSpan.Zero }, "IdleTimeout is zero" },
        { new() { CloseTimeout = s_negative }, "CloseTimeout" },
        { new() { DrainTimeout = s_negative }, "DrainTimeout" },
        { new() { SendTimeout = s_negative }, "SendTimeout" },
        { new() { ChunkSize = 3 }, "ChunkSize is 3" },
        { new() { Compression = new() { ClientMaxWindowBits = 16 } }, "Compression.ClientMaxWindowBits is 16" },
        { new() { TimeProvider = null! }, "TimeProvider is null" },
    };

    [Theory]
    [MemberData(nameof(InvalidConfigs))]
    public void An_invalid_option_of_a_server_is_401_and_named(WebSocketServerConfig config, string words) => Is401(OptionsCheck.Fault(config), words);

    [Fact]
    public void No_secret_of_an_option_is_in_the_message()
    {
        Assert.DoesNotContain("secret", OptionsCheck.Fault(new WebSocketRequestOptions { Header = Header("X-Token", "secret\n") })!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", OptionsCheck.Fault(new WebSocketRequestOptions { Proxy = new("u:secret@proxy", 1) })!.ToString(), StringComparison.Ordinal);
    }

    static void Is401(ReactiveWsException? fault, string words)
    {
        Assert.Equal(WebSocketErrorCode.InvalidArgument, fault?.Code);
        Assert.Contains(words, fault!.Message, StringComparison.Ordinal);
    }

    static Dictionary<string, string> Header(string name, string value) => new() { [name] = value };
}
