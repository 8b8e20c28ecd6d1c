using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReactiveWs.Generators.Tests;

/// <summary>Compiles user code as the SDK would, with the generator.</summary>
internal static class Compiling
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.Linq;
        global using System.Text.Json;
        global using System.Text.Json.Serialization;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using ReactiveWs;
        """;

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Directory.GetFiles(ReferenceAssemblies, "*.dll").Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(IWsContract<>).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(System.Reactive.Unit).Assembly.Location),
    ];

    private static string ReferenceAssemblies =>
        typeof(Compiling).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ReferenceAssemblies").Value!;

    public static CSharpCompilation Compilation(string source, LanguageVersion version = LanguageVersion.CSharp14, string assembly = "App", params MetadataReference[] more) =>
        Compilation([source], version, assembly, more);

    public static CSharpCompilation Compilation(IEnumerable<string> sources, LanguageVersion version = LanguageVersion.CSharp14, string assembly = "App", params MetadataReference[] more)
    {
        var parse = new CSharpParseOptions(version, DocumentationMode.Diagnose);
        var trees = sources.Prepend(Usings).Select((source, i) => CSharpSyntaxTree.ParseText(source, parse, $"File{i}.cs", cancellationToken: TestContext.Current.CancellationToken));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)]);
        return CSharpCompilation.Create(assembly, trees, [.. s_references, .. more], options);
    }

    public static GeneratorDriver Run(CSharpCompilation compilation, IIncrementalGenerator? generator = null) =>
        Driver(compilation, generator).RunGenerators(compilation, TestContext.Current.CancellationToken);

    public static GeneratorDriver Driver(CSharpCompilation compilation, IIncrementalGenerator? generator = null, bool isTracked = true) => CSharpGeneratorDriver.Create(
        [(generator ?? new ProtocolGenerator()).AsSourceGenerator()],
        parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: isTracked));

    /// <summary>The user's code with what was generated; fails when anything warns.</summary>
    public static CSharpCompilation Clean(CSharpCompilation compilation)
    {
        Driver(compilation).RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        var problems = whole.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems.Take(10).Select(p => $"{p}\n    {Line(p)}")));
        return (CSharpCompilation)whole;
    }

    private static string Line(Diagnostic problem) =>
        problem.Location.SourceTree is { } tree ? tree.GetText(TestContext.Current.CancellationToken).Lines[problem.Location.GetLineSpan().StartLinePosition.Line].ToString() : "";

    /// <summary>Emits and loads it; the caller runs what is in it.</summary>
    public static Assembly Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = Clean(compilation).Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true).LoadFromStream(image);
    }
}
