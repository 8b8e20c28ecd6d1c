using System.Globalization;

namespace ReactiveWs.Devices;

/// <summary>The devices for which the module is documented, in the column order of <see cref="Capabilities"/>.</summary>
internal enum Device
{
    Phone,
    Tablet,
    TwoInOne,
    Wearable,
    Tv,
}

/// <summary>One device and its API level, written <c>tv-19</c>.</summary>
internal readonly struct DeviceTarget(Device device, int level)
{
    /// <summary>The level at which the module appeared.</summary>
    public const int FirstLevel = 6;

    public Device Device { get; } = device;

    public int Level { get; } = level;

    public static bool TryParse(string text, out DeviceTarget target)
    {
        var dash = text.LastIndexOf('-');
        target = default;
        if (dash < 0 || DeviceNamed(text.Substring(0, dash).Trim()) is not { } device) return false;
        if (!int.TryParse(text.Substring(dash + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var level)) return false;
        target = new DeviceTarget(device, level);
        return level >= FirstLevel;
    }

    /// <summary>The entries of a list such as <c>phone-12;tv-19</c>; analyzers get it with commas, because a semicolon cuts it there.</summary>
    public static IEnumerable<string> Split(string list)
    {
        foreach (var entry in list.Split(';', ','))
        {
            if (entry.Trim() is { Length: > 0 } text) yield return text;
        }
    }

    public override string ToString() => NameOf(Device) + "-" + Level.ToString(CultureInfo.InvariantCulture);

    private static Device? DeviceNamed(string name) => name.ToLowerInvariant() switch
    {
        "phone" => Device.Phone,
        "tablet" => Device.Tablet,
        "2in1" or "pc" => Device.TwoInOne,
        "wearable" => Device.Wearable,
        "tv" => Device.Tv,
        _ => null,
    };

    private static string NameOf(Device device) => device switch
    {
        Device.Phone => "phone",
        Device.Tablet => "tablet",
        Device.TwoInOne => "2in1",
        Device.Wearable => "wearable",
        _ => "tv",
    };
}
