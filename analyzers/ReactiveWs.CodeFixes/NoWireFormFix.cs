using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Analyzers;

namespace ReactiveWs.CodeFixes;

/// <summary>RWS0003: adds <c>[JsonSerializable]</c> to the context that the protocol names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NoWireFormFix : WsCodeFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.NoWireForm];

    private protected override IEnumerable<Repair> Repairs(Finding finding)
    {
        var node = finding.Root.FindNode(finding.Span);
        var member = node.FirstAncestorOrSelf<SyntaxNode>(outer => outer is ParameterSyntax or PropertyDeclarationSyntax);
        var type = member switch { ParameterSyntax parameter => parameter.Type, PropertyDeclarationSyntax property => property.Type, _ => null };
        if (type is null || ContextOf(node, finding) is not var (context, document)) yield break;
        var written = finding.Model.GetTypeInfo(type, finding.Cancellation).Type?.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (written is null or IErrorTypeSymbol) yield break;
        var attribute = JsonSyntax.Attribute("JsonSerializable", $"typeof({written.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})");
        yield return new(
            $"Add [JsonSerializable] to {context.Identifier.ValueText}",
            "JsonSerializable",
            editor => editor.ReplaceNode(context, (current, _) => JsonSyntax.WithAttribute((ClassDeclarationSyntax)current, attribute)),
            Elsewhere: document);
    }

    /// <summary>The declaration of the context that the contract or its protocol names.</summary>
    private static (ClassDeclarationSyntax Node, Document Document)? ContextOf(SyntaxNode node, Finding finding)
    {
        var named = node.Ancestors().OfType<TypeDeclarationSyntax>()
            .SelectMany(type => type.AttributeLists)
            .SelectMany(list => list.Attributes)
            .SelectMany(attribute => attribute.ArgumentList?.Arguments ?? default)
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "JsonContext");
        if (named?.Expression is not TypeOfExpressionSyntax { Type: { } context }) return null;
        return finding.Declaration<ClassDeclarationSyntax>(finding.Model.GetSymbolInfo(context, finding.Cancellation).Symbol);
    }
}
