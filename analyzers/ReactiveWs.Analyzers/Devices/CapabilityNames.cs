namespace ReactiveWs.Analyzers.Devices;

/// <summary>Capabilities as messages and fixes write them.</summary>
internal static class CapabilityNames
{
    public static string Text(this Capability capabilities) => string.Join(" and ", capabilities.Each().Select(one => "Capability." + one));

    public static IEnumerable<Capability> Each(this Capability capabilities) =>
        Enum.GetValues(typeof(Capability)).Cast<Capability>().Where(one => one != Capability.None && (capabilities & one) == one);
}
