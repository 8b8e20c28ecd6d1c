using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>Unchecked memory and vectors stand in one fuzzed file.</summary>
internal static class UnsafeRule
{
    const string OneFile = "src/ReactiveWs/Frames/Masking.cs";

    static readonly HashSet<string> s_types = ["Unsafe", "Vector", "Vector64", "Vector128", "Vector256", "Vector512", "Avx2", "Sse2", "AdvSimd"];

    public static IEnumerable<string> Check(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Path != OneFile).SelectMany(Check);

    static IEnumerable<string> Check(SourceFile file) =>
    [
        .. file.Tokens.Where(token => token.IsKind(SyntaxKind.UnsafeKeyword)).Select(token => file.At(token, "unsafe outside Frames/Masking.cs")),
        .. file.Nodes<SimpleNameSyntax>().Where(name => s_types.Contains(name.Identifier.ValueText)).Select(name => file.At(name, $"{name} outside Frames/Masking.cs")),
    ];
}
