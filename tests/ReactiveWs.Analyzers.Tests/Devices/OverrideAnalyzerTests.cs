using ReactiveWs.Analyzers.Devices;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Devices;

public class OverrideAnalyzerTests
{
    private const string Server = "[RequiresCapability(Capability.Server)] ";

    [Theory]
    [InlineData("class B { public virtual void M() { } } class D : B { " + Server + "public override void [|M|]() { } }")]
    [InlineData("abstract class B { public abstract int P { get; } } class D : B { " + Server + "public override int [|P|] => 1; }")]
    [InlineData("interface I { void M(); } class D : I { " + Server + "public void [|M|]() { } }")]
    [InlineData("interface I { void M(); } class D : I { " + Server + "void I.[|M|]() { } }")]
    [InlineData("interface I { event Action E; } class D : I { " + Server + "public event Action [|E|] { add { } remove { } } }")]
    [InlineData("class B { [RequiresCapability(Capability.Proxy)] public virtual void M() { } } class D : B { " + Server + "public override void [|M|]() { } }")]
    [InlineData("class A { public virtual void M() { } } class B : A { } class D : B { " + Server + "public override void [|M|]() { } }")]
    [InlineData("interface I<T> { void M(T x); } class D : I<int> { " + Server + "public void [|M|](int x) { } }")]
    [InlineData("interface I { int this[int i] { get; } } class D : I { " + Server + "public int [|this|][int i] => i; }")]
    [InlineData("class D : IDisposable { " + Server + "public void [|Dispose|]() { } }")]
    public Task A_member_that_needs_more_triggers(string source) => Rule<OverrideAnalyzer>.CheckAsync(source);

    [Theory]
    [InlineData("class B { " + Server + "public virtual void M() { } } class D : B { " + Server + "public override void M() { } }")]
    [InlineData("class B { " + Server + "public virtual void M() { } } class D : B { public override void M() { } }")]
    [InlineData(Server + "interface I { void M(); } class D : I { " + Server + "public void M() { } }")]
    [InlineData("interface I { void M(); } " + Server + "class D : I { public void M() { } }")]
    [InlineData("class B { public virtual void M() { } } class D : B { " + Server + "public new void M() { } }")]
    [InlineData("interface I { void M(); } class D : I { public void M() { } " + Server + "public void N() { } }")]
    [InlineData("interface I { void M() { } } class D : I { " + Server + "public void N() { } }")]
    [InlineData("class B { [RequiresCapability(Capability.Server | Capability.Proxy)] public virtual void M() { } } class D : B { " + Server + "public override void M() { } }")]
    [InlineData(Server + "abstract class B { public abstract void M(); } class D : B { " + Server + "public override void M() { } }")]
    [InlineData("abstract class B { " + Server + "public abstract int P { get; set; } } class D : B { public override int P { " + Server + "get; set; } }")]
    [InlineData("interface I { " + Server + "int P { get; } } class D : I { " + Server + "public int P => 1; }")]
    [InlineData("interface I { " + Server + "event Action E; } class D : I { " + Server + "public event Action E { add { } remove { } } }")]
    [InlineData("interface I<T> { " + Server + "void M(T x); } class D : I<int> { " + Server + "public void M(int x) { } }")]
    [InlineData("interface I { void M(); } class D : I { void I.M() { } " + Server + "public void M() { } }")]
    [InlineData("interface I { void M(); } class D : I { public void M() { } " + Server + "public void M(int x) { } }")]
    [InlineData("interface I { void M(); } class D : I { " + Server + "public D() { } public void M() { } }")]
    [InlineData("abstract class B { public abstract void M(); } " + Server + "class D : B { public override void M() { } }")]
    [InlineData(Server + "class Outer { public interface I { void M(); } public class D : I { " + Server + "public void M() { } } }")]
    [InlineData("static class D { " + Server + "public static void M(this string s) { } }")]
    [InlineData("interface I { static abstract void M(); " + Server + "static virtual void N() { } } class D : I { public static void M() { } " + Server + "public static void N() { } }")]
    [InlineData("record R(int X) { " + Server + "public int Y => X; }")]
    [InlineData("interface I { void M(); } class B : I { public void M() { } } class D : B { " + Server + "public new void M() { } }")]
    public Task A_member_that_needs_no_more_stays_silent(string source) => Rule<OverrideAnalyzer>.CheckAsync(source);

    [Fact]
    public Task The_fix_copies_the_attribute_to_another_file() => Fix<OverrideAnalyzer, OverrideDemandsMoreFix>.CheckAcrossAsync(
    [
        (
            "class D : I { " + Server + "public void M() { } " + Server + "public void N() { } }",
            "class D : I { " + Server + "public void M() { } " + Server + "public void N() { } }"),
        (
            "interface I\n{\n    void M();\n\n    /// <summary>n</summary>\n    void N();\n}",
            "interface I\n{\n    [RequiresCapability(Capability.Server)]\n    void M();\n\n    /// <summary>n</summary>\n    [RequiresCapability(Capability.Server)]\n    void N();\n}"),
    ]);

    [Fact]
    public Task What_stands_in_metadata_has_no_fix() =>
        Fix<OverrideAnalyzer, OverrideDemandsMoreFix>.CheckNotOfferedAsync("class D : IDisposable { " + Server + "public void Dispose() { } }");
}
