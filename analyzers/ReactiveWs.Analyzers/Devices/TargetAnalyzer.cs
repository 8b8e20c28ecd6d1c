using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ReactiveWs.Devices;

namespace ReactiveWs.Analyzers.Devices;

/// <summary>RWS2004: a target that is no known device and level.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TargetAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.UnknownTarget];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known)
    {
        start.RegisterOperationAction(context => CheckAttribute(context, known), OperationKind.Attribute);
        start.RegisterCompilationEndAction(CheckProperty);
    }

    private static void CheckAttribute(OperationAnalysisContext context, KnownTypes known)
    {
        if (((IAttributeOperation)context.Operation).Operation is not IObjectCreationOperation { Arguments.Length: 1 } attribute) return;
        if (!SymbolEqualityComparer.Default.Equals(attribute.Type, known.Target)) return;
        var argument = attribute.Arguments[0].Value;
        if (argument.ConstantValue is { HasValue: true, Value: string text } && !DeviceTarget.TryParse(text, out _))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.UnknownTarget, argument.Syntax.GetLocation(), text));
        }
    }

    private static void CheckProperty(CompilationAnalysisContext context)
    {
        foreach (var text in Targets.Property(context.Options).Where(text => !DeviceTarget.TryParse(text, out _)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.UnknownTarget, Location.None, text));
        }
    }
}
