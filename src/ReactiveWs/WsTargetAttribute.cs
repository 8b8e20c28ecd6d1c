namespace ReactiveWs;

/// <summary>
/// States one device that the assembly targets, as <c>device-level</c>: <c>[assembly: WsTarget("tv-19")]</c>. The same as
/// an entry of the MSBuild property <c>ReactiveWsTargets</c>. Devices: phone, tablet, 2in1 (or pc), wearable, tv; levels: 6 and above.
/// </summary>
/// <param name="target">The device and its API level. RWS2004 reports one that is not known.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class WsTargetAttribute(string target) : Attribute
{
    /// <summary>The device and its API level, such as <c>tv-19</c>.</summary>
    public string Target { get; } = target;
}
