using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>Dependencies between the folders of src/ReactiveWs point one way. This table is the architecture.</summary>
internal static class FolderRule
{
    const string Library = "src/ReactiveWs/";
    const string Values = "values";
    const string Faces = "faces";

    /// <summary>Types at the root that use the folders; every other type at the root is a value.</summary>
    static readonly HashSet<string> s_faces = ["ReactiveWebSocket", "ReactiveWebSocketServer", "WebSocketConnection", "MemoryLink"];

    /// <summary>What each folder may use besides itself and the values: folders, and single types of the root.</summary>
    static readonly Dictionary<string, string[]> s_uses = new()
    {
        [Values] = ["WebSocketConnection", "DeviceProfile"],       // named in properties: whose message, whose error, which profile
        ["DeviceProfile"] = ["Devices"],
        ["Bytes"] = ["Frames"],                                     // the handshake negotiates compression; Frames itself uses nothing
        ["Devices"] = ["DeviceProfile"],
        ["Frames"] = [],
        ["Messages"] = ["Bytes", "Frames"],
        ["Serving"] = ["Bytes", "Devices", "Frames", "Messages", "DeviceProfile"],
        ["Streams"] = ["Bytes", "Devices", "Frames", "Messages", "Serving"],
        [Faces] = ["Bytes", "Devices", "Frames", "Messages", "Serving", "Streams", "Typed", "DeviceProfile"],
        ["Typed"] = ["Bytes", "Devices", "Frames", "Messages", "Serving", "Streams", "DeviceProfile", Faces],
    };

    public static IEnumerable<string> Check(IEnumerable<SourceFile> sources)
    {
        var files = sources.ToList();
        var compilation = Compile(files);
        return files.SelectMany(file => Check(file, compilation.GetSemanticModel(file.Tree)));
    }

    static IEnumerable<string> Check(SourceFile file, SemanticModel model)
    {
        var home = Layer(file.Path);
        if (!s_uses.TryGetValue(home, out var allowed))
        {
            return [$"{file.Path}: {home}/ is not a folder of the design"];
        }

        var findings = from name in file.Nodes<SimpleNameSyntax>()
                       where !IsOnlyNamed(name)
                       let type = Used(model, name)
                       where type is not null
                       let layer = Layer(type.DeclaringSyntaxReferences[0].SyntaxTree.FilePath)
                       where layer != home && layer != Values && !allowed.Contains(layer) && !allowed.Contains(type.Name)
                       select file.At(name, $"{home} may not use {layer} ({type.Name})");
        return findings.Distinct();
    }

    static bool IsOnlyNamed(SimpleNameSyntax name) =>
        name.Ancestors().OfType<InvocationExpressionSyntax>().Any(call => call.Expression.ToString() == "nameof");

    /// <summary>The type of ours that a name stands for, or whose static member it is.</summary>
    static INamedTypeSymbol? Used(SemanticModel model, SimpleNameSyntax name)
    {
        var symbol = model.GetSymbolInfo(name).Symbol;
        var type = symbol as INamedTypeSymbol ?? (symbol is { IsStatic: true } ? symbol.ContainingType : null);
        return type is { OriginalDefinition: { DeclaringSyntaxReferences.Length: > 0 } ours } && !name.IsVar ? ours : null;
    }

    static string Layer(string path)
    {
        var parts = path[Library.Length..].Split('/');
        var type = parts[0].Split('.')[0];
        return parts.Length > 1 ? parts[0] : s_faces.Contains(type) ? Faces : s_uses.ContainsKey(type) ? type : Values;
    }

    // Generated code is missing here, so it does not compile as a whole; names still bind.
    static CSharpCompilation Compile(IEnumerable<SourceFile> files) => CSharpCompilation.Create("layers",
        files.Select(file => file.Tree),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && !name.StartsWith("ReactiveWs", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)));
}
