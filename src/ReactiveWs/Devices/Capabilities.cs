namespace ReactiveWs.Devices;

/// <summary>
/// The one table: from which API level each device has each capability. The analyzers compile this same file, so that
/// what they report is what the run time refuses.
/// </summary>
internal static class Capabilities
{
    private static readonly Row[] Table =
    [
        //                                            phone  tablet  2in1  wearable  tv
        new(Capability.Client,                            6,      6,   13,       18, 19),
        new(Capability.BinaryMessages,                    8,      8,   13,       18, 19),
        new(Capability.CertificateFiles,                 11,     11,   13,       18, 19),
        new(Capability.DataEnds,                         11,     11,   13,       18, 19),
        new(Capability.HeadersReceived,                  12,     12,   13,       18, 19),
        new(Capability.Proxy,                            12,     12,   13,       18, 19),
        new(Capability.Subprotocols,                     12,     12,   13,       18, 19),
        new(Capability.Server,                           23,     23,   23,       23, 19),
        new(Capability.SkipServerCertVerification,       20,     20,   20,       20, 20),
        new(Capability.HeartbeatOptions,                 21,     21,   21,       21, 21),
        new(Capability.NegotiatedProtocol,               26,     26,   26,       26, 26),
        new(Capability.MinTlsProtocol,                   26,     26,   26,       26, 26),
        new(Capability.OriginPort,                26,     26,   26,       26, 26),
    ];

    /// <summary>Every capability there is: what a project has that states no target.</summary>
    public static Capability All => Table.Aggregate(Capability.None, (all, row) => all | row.Capability);

    /// <summary>What <paramref name="target"/> has.</summary>
    public static Capability Of(DeviceTarget target) =>
        Table.Where(row => target.Level >= row.Since(target.Device)).Aggregate(Capability.None, (all, row) => all | row.Capability);

    /// <summary>The longest address, in characters, that <paramref name="target"/> connects to.</summary>
    public static int LongestAddress(DeviceTarget target) => target.Level switch
    {
        < 15 => 1024,
        < 26 => 2048,
        _ => 8196,
    };

    private sealed class Row(Capability capability, params int[] levels)
    {
        public Capability Capability { get; } = capability;

        public int Since(Device device) => levels[(int)device];
    }
}
