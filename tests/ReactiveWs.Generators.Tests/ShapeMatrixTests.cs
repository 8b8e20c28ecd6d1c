using Microsoft.CodeAnalysis.CSharp;

namespace ReactiveWs.Generators.Tests;

public class ShapeMatrixTests
{
    public static TheoryData<string, LanguageVersion> Everything =>
        [.. from shape in ShapeMatrix.All.Concat(ProtocolMatrix.All)
            from version in new[] { LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.CSharp14 }
            select (shape.Name, version)];

    [Theory]
    [MemberData(nameof(Everything))]
    public void What_is_generated_compiles_without_a_warning(string shape, LanguageVersion version) =>
        Compiling.Clean(Compiling.Compilation(ShapeMatrix.All.Concat(ProtocolMatrix.All).Single(s => s.Name == shape).Source, version));
}
