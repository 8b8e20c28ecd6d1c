using System.Reflection;
using ReactiveWs.Devices;

namespace ReactiveWs;

/// <summary>
/// What the device this process runs on can do. A project states its targets once
/// (<c>&lt;ReactiveWsTargets&gt;phone-12;tv-19&lt;/ReactiveWsTargets&gt;</c> or <see cref="WsTargetAttribute"/>); what any of them lacks is
/// unsupported, until the runtimeconfig property <c>ReactiveWs.Device</c> names the device in hand. Without a target everything is supported.
/// </summary>
/// <remarks>Immutable and safe to use from any thread. Each property is a guard: RWS2001 does not report calls behind it.</remarks>
public sealed class DeviceProfile
{
    /// <summary>The runtimeconfig property that narrows a build for several targets to the device in hand.</summary>
    internal const string DeviceInHand = "ReactiveWs.Device";

    private static readonly Lazy<DeviceProfile> OfProcess = new(ReadProcess);

    private readonly Capability _capabilities;
    private readonly string _name;

    private DeviceProfile(string name, Capability capabilities) => (_name, _capabilities) = (name, capabilities);

    /// <summary>The profile of this process, read once from its entry assembly.</summary>
    /// <exception cref="InvalidOperationException">A target is not known, or the device in hand is not one of the targets.</exception>
    public static DeviceProfile Current => OfProcess.Value;

    /// <summary>The profile with every capability: what a process without a stated target has.</summary>
    public static DeviceProfile Unrestricted { get; } = new("unrestricted", Capabilities.All);

    /// <summary>Whether this device can connect to a server: level 6 (2in1: 13, wearable: 18, tv: 19).</summary>
    [CapabilityGuard(Capability.Client)]
    public bool SupportsClient => Has(Capability.Client);

    /// <summary>Whether binary messages can be sent and received: level 8.</summary>
    [CapabilityGuard(Capability.BinaryMessages)]
    public bool SupportsBinaryMessages => Has(Capability.BinaryMessages);

    /// <summary>Whether an own certificate authority and client certificates can be named: level 11.</summary>
    [CapabilityGuard(Capability.CertificateFiles)]
    public bool SupportsCertificateFiles => Has(Capability.CertificateFiles);

    /// <summary>Whether the end of a message is an event of its own: level 11.</summary>
    [CapabilityGuard(Capability.DataEnds)]
    public bool SupportsDataEnds => Has(Capability.DataEnds);

    /// <summary>Whether the headers of the handshake's answer can be read: level 12.</summary>
    [CapabilityGuard(Capability.HeadersReceived)]
    public bool SupportsHeadersReceived => Has(Capability.HeadersReceived);

    /// <summary>Whether a proxy can be chosen: level 12.</summary>
    [CapabilityGuard(Capability.Proxy)]
    public bool SupportsProxy => Has(Capability.Proxy);

    /// <summary>Whether subprotocols can be offered: level 12.</summary>
    [CapabilityGuard(Capability.Subprotocols)]
    public bool SupportsSubprotocols => Has(Capability.Subprotocols);

    /// <summary>Whether this device can be a server: level 23; on tv level 19.</summary>
    [CapabilityGuard(Capability.Server)]
    public bool SupportsServer => Has(Capability.Server);

    /// <summary>Whether the check of the server's certificate can be switched off: level 20.</summary>
    [CapabilityGuard(Capability.SkipServerCertVerification)]
    public bool SupportsSkipServerCertVerification => Has(Capability.SkipServerCertVerification);

    /// <summary>Whether the heartbeat's interval and timeout can be set: level 21.</summary>
    [CapabilityGuard(Capability.HeartbeatOptions)]
    public bool SupportsHeartbeatOptions => Has(Capability.HeartbeatOptions);

    /// <summary>Whether the subprotocol that the handshake settled on is known: level 26.</summary>
    [CapabilityGuard(Capability.NegotiatedProtocol)]
    public bool SupportsNegotiatedProtocol => Has(Capability.NegotiatedProtocol);

    /// <summary>Whether a least version of TLS can be demanded: level 26.</summary>
    [CapabilityGuard(Capability.MinTlsProtocol)]
    public bool SupportsMinTlsProtocol => Has(Capability.MinTlsProtocol);

    /// <summary>Whether the <c>Origin</c> header can carry the port: level 26.</summary>
    [CapabilityGuard(Capability.OriginPort)]
    public bool SupportsOriginPort => Has(Capability.OriginPort);

    /// <summary>The profile of one or more targets: it supports what all of them have.</summary>
    /// <param name="targets">Targets such as <c>tv-19</c>, separated by semicolons or commas. None means <see cref="Unrestricted"/>.</param>
    /// <exception cref="ArgumentException">A target is not <c>device-level</c> with a known device and a level of at least 6.</exception>
    public static DeviceProfile Parse(string targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return Of([.. DeviceTarget.Split(targets).Select(ParseTarget)]);
    }

    /// <inheritdoc />
    public override string ToString() => _name;

    internal bool Has(Capability capability) => (_capabilities & capability) == capability;

    /// <summary>Throws unless the device has <paramref name="capability"/>, without which <paramref name="member"/> does not work.</summary>
    internal void Demand(Capability capability, string member)
    {
        if (Has(capability)) return;
        throw new PlatformNotSupportedException(
            $"{member} needs the capability {capability & ~_capabilities}, which the profile {_name} does not have. " +
            $"Ask DeviceProfile.Current before, or target a device that has it.");
    }

    /// <summary>What a process supports: the stated targets, narrowed to the device in hand when that is named.</summary>
    internal static DeviceProfile Narrow(IReadOnlyCollection<string> targets, string? deviceInHand)
    {
        try
        {
            var stated = targets.Select(ParseTarget).ToArray();
            if (string.IsNullOrWhiteSpace(deviceInHand)) return Of(stated);
            var device = ParseTarget(deviceInHand.Trim());
            // A build for tv-19 also runs on a tv of level 23, which then has what level 23 has.
            if (stated.Length == 0 || stated.Any(target => target.Device == device.Device && target.Level <= device.Level)) return Of([device]);
            throw new InvalidOperationException($"The device in hand, {device}, is none of the targets of this build: {string.Join(';', stated)}.");
        }
        catch (ArgumentException unknown)
        {
            throw new InvalidOperationException(unknown.Message, unknown);
        }
    }

    private static DeviceProfile Of(DeviceTarget[] targets) => targets.Length == 0
        ? Unrestricted
        : new(string.Join(';', targets), targets.Aggregate(Capabilities.All, (all, target) => all & Capabilities.Of(target)));

    private static DeviceTarget ParseTarget(string text) => DeviceTarget.TryParse(text, out var target)
        ? target
        : throw new ArgumentException($"'{text}' is not a known target: write device-level, such as tv-19, with phone, tablet, 2in1, wearable or tv and a level of at least {DeviceTarget.FirstLevel}.");

    private static DeviceProfile ReadProcess() =>
        Narrow(StatedBy(Assembly.GetEntryAssembly()), AppContext.GetData(DeviceInHand) as string);

    /// <summary>The build writes the MSBuild property into the assembly's metadata.</summary>
    private static List<string> StatedBy(Assembly? assembly) => assembly is null
        ? []
        : [.. assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(data => data.Key == "ReactiveWsTargets").SelectMany(data => DeviceTarget.Split(data.Value ?? "")),
           .. assembly.GetCustomAttributes<WsTargetAttribute>().Select(attribute => attribute.Target.Trim())];
}
