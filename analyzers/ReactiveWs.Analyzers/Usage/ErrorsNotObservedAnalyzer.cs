using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>RWS1004: a socket that never leaves a body is connected there, and nothing looks at its errors.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ErrorsNotObservedAnalyzer : WsAnalyzer
{
    private const string Errors = "Errors";

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.ErrorsNotObserved];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known)
    {
        start.RegisterOperationBlockAction(context => CheckLocals(context, known));
        start.RegisterSymbolStartAction(type => CheckFields(type, known), SymbolKind.NamedType);
    }

    private static void CheckLocals(OperationBlockAnalysisContext context, KnownTypes known)
    {
        var references = context.OperationBlocks.SelectMany(body => body.Descendants()).OfType<ILocalReferenceOperation>()
            .Where(reference => HasErrors(reference.Local.Type, known))
            .ToLookup(ISymbol (reference) => reference.Local, (IEqualityComparer<ISymbol>)SymbolEqualityComparer.Default);
        foreach (var local in references)
        {
            if (IsUnwatched(local, known) && IsMadeHere(local.Key, context)) Report(local.Key, context.ReportDiagnostic);
        }
    }

    private static void CheckFields(SymbolStartAnalysisContext context, KnownTypes known)
    {
        var fields = ((INamedTypeSymbol)context.Symbol).GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.DeclaredAccessibility == Accessibility.Private && HasErrors(field.Type, known))
            .ToList();
        if (fields.Count == 0) return;
        var references = new System.Collections.Concurrent.ConcurrentBag<IFieldReferenceOperation>();
        context.RegisterOperationAction(use => references.Add((IFieldReferenceOperation)use.Operation), OperationKind.FieldReference);
        context.RegisterSymbolEndAction(end =>
        {
            foreach (var field in fields)
            {
                var uses = references.Where(reference => SymbolEqualityComparer.Default.Equals(reference.Field, field)).ToList();
                if (IsUnwatched(uses, known)) Report(field, end.ReportDiagnostic);
            }
        });
    }

    private static bool HasErrors(ITypeSymbol type, KnownTypes known) => known.HasStates(type) && type.GetMembers(Errors).OfType<IPropertySymbol>().Any();

    private static bool IsUnwatched(IEnumerable<IOperation> references, KnownTypes known)
    {
        var connects = false;
        foreach (var reference in references)
        {
            if (!StaysHere(reference, known)) return false;
            connects |= reference.Parent is IInvocationOperation call && (known.EnsuredState(call.TargetMethod).After & WsState.Open) != 0;
        }

        return connects;
    }

    /// <summary>A call or another stream of the socket. Whatever else is done with it may lead to its errors.</summary>
    private static bool StaysHere(IOperation reference, KnownTypes known) => reference.Parent switch
    {
        IInvocationOperation call => call.Instance == reference,
        IPropertyReferenceOperation { Property.Name: Errors } => false,
        IPropertyReferenceOperation { Property.Type: var type } => !known.HasStates(type),
        ISimpleAssignmentOperation { Value: IObjectCreationOperation } assignment => assignment.Target == reference,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation } => true,
        _ => false,
    };

    private static bool IsMadeHere(ISymbol local, OperationBlockAnalysisContext context) => context.OperationBlocks.SelectMany(body => body.Descendants())
        .OfType<IVariableDeclaratorOperation>()
        .Any(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local) && declarator.GetVariableInitializer()?.Value is IObjectCreationOperation);

    private static void Report(ISymbol owner, Action<Diagnostic> report) =>
        report(Diagnostic.Create(Rules.ErrorsNotObserved, owner.Locations[0], owner.Name, Errors));
}
