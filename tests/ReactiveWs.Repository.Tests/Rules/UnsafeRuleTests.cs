namespace ReactiveWs.Repository.Tests.Rules;

public sealed class UnsafeRuleTests
{
    [Fact]
    public void Unchecked_memory_stands_in_one_file() => Rule.Holds(UnsafeRule.Check(RepositoryFiles.CSharp("src")));

    [Theory]
    [InlineData("class X { unsafe void M(byte* p) { } }", "unsafe outside")]
    [InlineData("class X { int M() => Unsafe.SizeOf<int>(); }", "Unsafe outside")]
    [InlineData("class X { Vector128<byte> V; }", "Vector128<byte> outside")]
    public void Elsewhere_it_is_found(string text, string finding) => Rule.Finds(finding, UnsafeRule.Check([SourceFile.CSharp(text)]));

    [Fact]
    public void The_one_file_may() => Rule.Holds(UnsafeRule.Check([new("src/ReactiveWs/Frames/Masking.cs", "class Masking { unsafe void M() { } }")]));
}
