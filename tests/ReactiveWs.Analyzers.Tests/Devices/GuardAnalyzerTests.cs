using ReactiveWs.Analyzers.Devices;

namespace ReactiveWs.Analyzers.Tests.Devices;

public class GuardAnalyzerTests
{
    [Theory]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool [|G|] => true;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool [|G|]() => true;")]
    [InlineData("[CapabilityGuard(Capability.Server)] const bool [|G|] = true;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool [|G|] => !DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool [|G|] => DeviceProfile.Current.SupportsProxy;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool [|G|] => DeviceProfile.Current.SupportsServer || Other;")]
    [InlineData("[CapabilityGuard(Capability.Server | Capability.Proxy)] static bool [|G|] => DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool [|G|] => OperatingSystem.IsLinux();")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool [|G|] { get { return DeviceProfile.Current.SupportsProxy; } }")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool [|G|] { get; set; }")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool [|G|];")]
    [InlineData("[CapabilityGuard(Capability.Server)] static int [|G|] => 1;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static readonly bool [|G|] = DeviceProfile.Current.SupportsProxy;")]
    public Task A_guard_that_checks_something_else_triggers(string members) => Run(members);

    [Theory]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G => false;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G => DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] bool G => DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G() => DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G { get { return DeviceProfile.Current.SupportsServer; } }")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G { get; } = DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static readonly bool G = DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G => DeviceProfile.Current.SupportsServer && Other;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G => Other && DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server | Capability.Proxy)] static bool G => DeviceProfile.Current.SupportsServer && DeviceProfile.Current.SupportsProxy;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G => DeviceProfile.Current.SupportsServer is true;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G => DeviceProfile.Current.SupportsServer == true;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G => H; [CapabilityGuard(Capability.Server)] static bool H => DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G => s_cached; static readonly bool s_cached = DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G => Probe(); static bool Probe() => DeviceProfile.Current.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G => Lazy.Value; static readonly Lazy<bool> Lazy = new(() => DeviceProfile.Current.SupportsServer);")]
    [InlineData("[CapabilityGuard(Capability.Server)] static bool G { get { var known = DeviceProfile.Current; if (Other) return false; return known.SupportsServer; } }")]
    [InlineData("[CapabilityGuard(Capability.Server)] readonly bool G; C(DeviceProfile p) => G = p.SupportsServer;")]
    [InlineData("[CapabilityGuard(Capability.Server)] bool G { get; init; }")]
    [InlineData("static bool G => true; static bool H { get; set; }")]
    public Task A_guard_that_holds_or_cannot_be_judged_stays_silent(string members) => Run(members);

    private static Task Run(string members) => Rule<GuardAnalyzer>.CheckAsync($$"""
        #pragma warning disable CS0649
        class C { static bool Other; {{members}} }
        """);
}
