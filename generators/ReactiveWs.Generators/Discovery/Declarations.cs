using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Describes how to open a type again, and whether that is possible.</summary>
static class Declarations
{
    public static DeclarationModel Of(INamedTypeSymbol type) => new(
        Symbols.NamespaceOf(type) is { } space ? EscapeAll(space) : null,
        type.ContainingType is null ? default : Symbols.ContainersOf(type).Select(Header).ToEquatableArray(),
        Header(type),
        WireNames.HintName(MetadataNames.Of(type)));

    /// <summary>The first of the type and its containers that cannot be opened again, or null.</summary>
    public static INamedTypeSymbol? NotPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        (type.ContainingType is { } outer ? NotPartial(outer, cancellation) : null) ?? (IsPartial(type, cancellation) ? null : type);

    /// <summary>Written by a person, at least in part; after generation the analyzers see what we wrote as well.</summary>
    public static bool IsByHand(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Any(r => !r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase));

    static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is BaseTypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)) return false;
        }
        return true;
    }

    static string Header(INamedTypeSymbol type)
    {
        string parameters = type.TypeParameters.Length == 0 ? "" : "<" + string.Join(", ", type.TypeParameters.Select(p => Escape(p.Name))) + ">";
        return $"partial {Kind(type)} {Escape(type.Name)}{parameters}";
    }

    static string Kind(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, IsValueType: true } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Interface } => "interface",
        { IsValueType: true } => "struct",
        _ => "class",
    };

    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    static string EscapeAll(string dotted) => string.Join(".", dotted.Split('.').Select(Escape));
}
