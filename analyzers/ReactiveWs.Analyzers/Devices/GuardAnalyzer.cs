using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ReactiveWs.Analyzers.Flow;

namespace ReactiveWs.Analyzers.Devices;

/// <summary>RWS2002: a member marked as a guard that may be true where the capability is missing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GuardAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.GuardChecksOther];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known)
    {
        if (known.CapabilityGuard is null) return;
        start.RegisterSymbolAction(context => CheckShape(context, known), SymbolKind.Property, SymbolKind.Field, SymbolKind.Method);
        start.RegisterOperationBlockAction(context => CheckBody(context, known));
    }

    private static void CheckShape(SymbolAnalysisContext context, KnownTypes known)
    {
        if (known.Guarded(context.Symbol) is var claimed && claimed == Capability.None) return;
        if (Flaw(context.Symbol) is { } flaw) Report(context.Symbol, claimed, flaw, context.ReportDiagnostic);
    }

    private static string? Flaw(ISymbol symbol) => symbol switch
    {
        IPropertySymbol { SetMethod: { IsInitOnly: false } } => "it can be set",
        IPropertySymbol { Type.SpecialType: not SpecialType.System_Boolean } or IFieldSymbol { Type.SpecialType: not SpecialType.System_Boolean } => "it is no bool",
        IMethodSymbol { ReturnType.SpecialType: not SpecialType.System_Boolean } => "it does not return a bool",
        IFieldSymbol { IsReadOnly: false, IsConst: false } => "it can be assigned",
        _ => null,
    };

    private static void CheckBody(OperationBlockAnalysisContext context, KnownTypes known)
    {
        var guard = context.OwningSymbol is IMethodSymbol { AssociatedSymbol: IPropertySymbol property, MethodKind: MethodKind.PropertyGet } ? property : context.OwningSymbol;
        var claimed = known.Guarded(guard);
        if (claimed == Capability.None || Flaw(guard) is not null) return;
        foreach (var body in context.OperationBlocks)
        {
            var writes = CapabilityFlow.Writes(body);
            var conditions = new GuardConditions(known, local => writes[local].Take(2).Count() == 1 ? writes[local].First() : null, _ => null);
            foreach (var value in Values(body))
            {
                if (Lacks(value, claimed, conditions) is { } flaw)
                {
                    Report(guard, claimed, flaw, context.ReportDiagnostic);
                    return;
                }
            }
        }
    }

    /// <summary>What a body of one expression returns, or a field or property begins with. Longer bodies are not judged.</summary>
    private static IEnumerable<IOperation> Values(IOperation body) => body switch
    {
        IBlockOperation { Operations: { Length: 1 } only } when only[0] is IReturnOperation { ReturnedValue: { } value } => [value.Unwrapped()],
        IFieldInitializerOperation initializer => [initializer.Value.Unwrapped()],
        IPropertyInitializerOperation initializer => [initializer.Value.Unwrapped()],
        _ => [],
    };

    private static string? Lacks(IOperation value, Capability claimed, GuardConditions conditions)
    {
        if (value.ConstantValue is { HasValue: true, Value: bool constant }) return constant ? "it is always true" : null;
        if ((conditions.Read(value).WhenTrue & claimed) == claimed || IsBeyondUs(value)) return null;
        return "it may be true without it";
    }

    /// <summary>A field, a parameter, a lazy value or a method of the user's may well hold the answer of a guard.</summary>
    private static bool IsBeyondUs(IOperation value) => value switch
    {
        IUnaryOperation negation => IsBeyondUs(negation.Operand.Unwrapped()),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => IsBeyondUs(both.LeftOperand.Unwrapped()) || IsBeyondUs(both.RightOperand.Unwrapped()),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } => false,
        IPropertyReferenceOperation { Property: var property } => !IsOurs(property) && !IsPlatform(property),
        IInvocationOperation { TargetMethod: var method } => !IsPlatform(method),
        _ => true,
    };

    private static bool IsOurs(ISymbol symbol) => symbol.ContainingType.Name == "DeviceProfile";

    private static bool IsPlatform(ISymbol symbol) => symbol.IsStatic && symbol.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    private static void Report(ISymbol guard, Capability claimed, string flaw, Action<Diagnostic> report)
    {
        if (guard.Locations.FirstOrDefault(location => location.IsInSource) is { } location)
        {
            report(Diagnostic.Create(Rules.GuardChecksOther, location, guard.Name, claimed.Text(), flaw));
        }
    }
}
