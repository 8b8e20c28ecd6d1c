namespace ReactiveWs.Devices;

/// <summary>
/// Refuses options that the device lacks. An option at its default demands nothing: a default does not come from the user,
/// and the analyzers do not see it either.
/// </summary>
internal static class OptionDemands
{
    private static readonly WebSocketRequestOptions Default = new();

    /// <exception cref="PlatformNotSupportedException">The device cannot connect, or lacks an option that was changed.</exception>
    public static void Check(WebSocketRequestOptions options)
    {
        var device = options.Device ?? DeviceProfile.Current;
        device.Demand(Capability.Client, nameof(ReactiveWebSocket.ConnectAsync));
        foreach (var (option, capability, isChanged) in Changes(options))
        {
            if (isChanged) device.Demand(capability, option);
        }
    }

    /// <exception cref="PlatformNotSupportedException">The device cannot be a server.</exception>
    public static void Check(WebSocketServerConfig config) =>
        (config.Device ?? DeviceProfile.Current).Demand(Capability.Server, nameof(ReactiveWebSocketServer.StartAsync));

    private static IEnumerable<(string Option, Capability Capability, bool IsChanged)> Changes(WebSocketRequestOptions options) =>
    [
        (nameof(options.Protocol), Capability.Subprotocols, options.Protocol != Default.Protocol),
        (nameof(options.Protocols), Capability.Subprotocols, options.Protocols.Count > 0),
        (nameof(options.SupportOriginPort), Capability.OriginPort, options.SupportOriginPort != Default.SupportOriginPort),
        (nameof(options.CaPath), Capability.CertificateFiles, options.CaPath != Default.CaPath),
        (nameof(options.ClientCert), Capability.CertificateFiles, options.ClientCert != Default.ClientCert),
        (nameof(options.Proxy), Capability.Proxy, !Equals(options.Proxy, Default.Proxy)),
        (nameof(options.SkipServerCertVerification), Capability.SkipServerCertVerification, options.SkipServerCertVerification),
        (nameof(options.MinTlsProtocol), Capability.MinTlsProtocol, options.MinTlsProtocol != Default.MinTlsProtocol),
        (nameof(options.PingInterval), Capability.HeartbeatOptions, options.PingInterval != Default.PingInterval),
        (nameof(options.PongTimeout), Capability.HeartbeatOptions, options.PongTimeout != Default.PongTimeout),
    ];
}
