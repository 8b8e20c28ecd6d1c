using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using ReactiveWs.Analyzers.Devices;

namespace ReactiveWs.CodeFixes;

/// <summary>Writes capabilities as guards and attributes.</summary>
internal static class CapabilitySyntax
{
    /// <summary>The names of the capabilities that a diagnostic found missing.</summary>
    public static IReadOnlyCollection<string> Missing(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(CapabilityAnalyzer.MissingCapability, out var text) && Enum.TryParse<Capability>(text, out var missing)
            ? [.. missing.Each().Select(one => one.ToString())]
            : [];

    public static bool CanCarry(MemberDeclarationSyntax member) => member is
        BaseMethodDeclarationSyntax and not DestructorDeclarationSyntax and not OperatorDeclarationSyntax and not ConversionOperatorDeclarationSyntax or
        BasePropertyDeclarationSyntax or FieldDeclarationSyntax;

    public static ExpressionSyntax Condition(IEnumerable<string> capabilities) => SyntaxFactory
        .ParseExpression(string.Join(" && ", capabilities.Select(one => $"global::ReactiveWs.DeviceProfile.Current.Supports{one}")))
        .Simplified();

    /// <summary>A member that carries the attribute already is left as it is.</summary>
    public static MemberDeclarationSyntax Annotate(MemberDeclarationSyntax member, IEnumerable<string> capabilities)
    {
        var argument = string.Join(" | ", capabilities.Select(one => $"global::ReactiveWs.Capability.{one}"));
        var attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::ReactiveWs.RequiresCapability"),
            SyntaxFactory.ParseAttributeArgumentList($"({argument})"));
        var text = attribute.ToString();
        if (member.AttributeLists.SelectMany(list => list.Attributes).Any(present => present.ToString() == text)) return member;
        var leading = member.GetLeadingTrivia();
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute.Simplified()))
            .WithTrailingTrivia(SyntaxFactory.LineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return member.WithoutLeadingTrivia().WithAttributeLists(member.WithoutLeadingTrivia().AttributeLists.Insert(0, list)).WithLeadingTrivia(leading)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static T Simplified<T>(this T node)
        where T : SyntaxNode => node.ReplaceNodes(
            node.DescendantNodesAndSelf().Where(inner => inner is NameSyntax or MemberAccessExpressionSyntax),
            (_, inner) => inner.WithAdditionalAnnotations(Simplifier.Annotation));
}
