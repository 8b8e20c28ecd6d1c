using ReactiveWs.Analyzers.Devices;

namespace ReactiveWs.Analyzers.Tests.Devices;

public class OverrideAnalyzerTests
{
    [Theory]
    [InlineData("class B { public virtual void M() { } } class D : B { [RequiresCapability(Capability.Server)] public override void [|M|]() { } }")]
    [InlineData("abstract class B { public abstract int P { get; } } class D : B { [RequiresCapability(Capability.Server)] public override int [|P|] => 1; }")]
    [InlineData("interface I { void M(); } class D : I { [RequiresCapability(Capability.Server)] public void [|M|]() { } }")]
    [InlineData("interface I { void M(); } class D : I { [RequiresCapability(Capability.Server)] void I.[|M|]() { } }")]
    [InlineData("interface I { event Action E; } class D : I { [RequiresCapability(Capability.Server)] public event Action [|E|] { add { } remove { } } }")]
    [InlineData("class B { [RequiresCapability(Capability.Proxy)] public virtual void M() { } } class D : B { [RequiresCapability(Capability.Server)] public override void [|M|]() { } }")]
    public Task A_member_that_needs_more_triggers(string source) => Rule<OverrideAnalyzer>.CheckAsync(source);

    [Theory]
    [InlineData("class B { [RequiresCapability(Capability.Server)] public virtual void M() { } } class D : B { [RequiresCapability(Capability.Server)] public override void M() { } }")]
    [InlineData("class B { [RequiresCapability(Capability.Server)] public virtual void M() { } } class D : B { public override void M() { } }")]
    [InlineData("[RequiresCapability(Capability.Server)] interface I { void M(); } class D : I { [RequiresCapability(Capability.Server)] public void M() { } }")]
    [InlineData("interface I { void M(); } [RequiresCapability(Capability.Server)] class D : I { public void M() { } }")]
    [InlineData("class B { public virtual void M() { } } class D : B { [RequiresCapability(Capability.Server)] public new void M() { } }")]
    [InlineData("interface I { void M(); } class D : I { public void M() { } [RequiresCapability(Capability.Server)] public void N() { } }")]
    [InlineData("interface I { void M() { } } class D : I { [RequiresCapability(Capability.Server)] public void N() { } }")]
    public Task A_member_that_needs_no_more_stays_silent(string source) => Rule<OverrideAnalyzer>.CheckAsync(source);
}
