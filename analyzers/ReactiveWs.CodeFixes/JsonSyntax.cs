using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace ReactiveWs.CodeFixes;

/// <summary>Writes the attributes of <c>System.Text.Json</c>.</summary>
internal static class JsonSyntax
{
    public static AttributeSyntax Attribute(string name, string argument)
    {
        var attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::System.Text.Json.Serialization." + name),
            SyntaxFactory.ParseAttributeArgumentList($"({argument})"));
        return attribute.ReplaceNodes(
            attribute.DescendantNodes().Where(node => node is NameSyntax or MemberAccessExpressionSyntax),
            (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation));
    }

    public static ClassDeclarationSyntax WithAttribute(ClassDeclarationSyntax type, AttributeSyntax attribute)
    {
        if (type.AttributeLists.SelectMany(list => list.Attributes).Any(present => present.ToString() == attribute.ToString())) return type;
        var leading = type.GetLeadingTrivia();
        var bare = type.WithoutLeadingTrivia();
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithTrailingTrivia(SyntaxFactory.LineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list)).WithLeadingTrivia(leading).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
