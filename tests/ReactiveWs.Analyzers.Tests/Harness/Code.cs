using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Analyzers.Tests.Harness;

/// <summary>Compiles code as a user's project would: implicit usings, nullable, the targeting pack, ReactiveWs and Rx.</summary>
internal static class Code
{
    public static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest);

    public static readonly CSharpCompilationOptions Library = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    public static readonly CSharpCompilationOptions Program = Library.WithOutputKind(OutputKind.ConsoleApplication);

    public static readonly IReadOnlyList<MetadataReference> References =
    [
        .. Directory.GetFiles(Metadata("TargetingPack"), "*.dll").Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path)),
        Of(typeof(ReactiveWebSocket)),
        Of(typeof(System.Reactive.Unit)),
        Of(typeof(Microsoft.Extensions.Logging.ILogger)),
    ];

    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using System.Reactive.Linq;
        global using ReactiveWs;
        """;

    public static string RepositoryRoot => Metadata("RepositoryRoot");

    // What is added to it shares its references, which are what takes long.
    private static readonly CSharpCompilation Empty = Warm(CSharpCompilation.Create("Test", [CSharpSyntaxTree.ParseText(ImplicitUsings, Parse, "Usings.cs")], References, Library));

    public static CSharpCompilation Compile(CSharpCompilationOptions options, params IEnumerable<string> sources) =>
        Empty.WithOptions(options).AddSyntaxTrees(sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, Parse, $"Test{i}.cs")));

    /// <summary>A program when it has top-level statements, otherwise a library.</summary>
    public static CSharpCompilation Compile(string source, CSharpCompilation? beside = null)
    {
        var tree = CSharpSyntaxTree.ParseText(source, Parse, "Test0.cs");
        var compilation = (beside ?? Empty).AddSyntaxTrees(tree);
        return tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax) ? compilation.WithOptions(Program) : compilation;
    }

    /// <summary>With what the generator wrote, as the rules see it in a build.</summary>
    public static CSharpCompilation Generated(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create([new Generators.ProtocolGenerator().AsSourceGenerator()], parseOptions: Parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var problems, TestContext.Current.CancellationToken);
        Assert.Empty(problems);
        return (CSharpCompilation)updated;
    }

    /// <summary>What code is compiled beside that refers to the assembly made of <paramref name="source"/>.</summary>
    public static CSharpCompilation ReferringTo(string source, string usings) =>
        Warm(Empty.AddReferences(Reference(source)).AddSyntaxTrees(CSharpSyntaxTree.ParseText(usings, Parse, "MoreUsings.cs")));

    /// <summary>The assembly made of <paramref name="source"/>.</summary>
    public static MetadataReference Reference(string source, string name = "Referenced")
    {
        using var image = new MemoryStream();
        var result = Compile(source).WithAssemblyName(name).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    public static void AssertCompiles(Compilation compilation) =>
        AssertNone([.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)], compilation);

    public static void AssertNone(IReadOnlyCollection<Diagnostic> errors, Compilation compilation)
    {
        if (errors.Count == 0) return;
        var sources = string.Join("\n", compilation.SyntaxTrees.Where(tree => tree.FilePath != "Usings.cs"));
        Assert.Fail($"The code does not compile:\n{string.Join("\n", errors)}\n\n{sources}");
    }

    private static CSharpCompilation Warm(CSharpCompilation compilation)
    {
        AssertCompiles(compilation);
        return compilation;
    }

    private static PortableExecutableReference Of(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);

    private static string Metadata(string key) =>
        typeof(Code).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
