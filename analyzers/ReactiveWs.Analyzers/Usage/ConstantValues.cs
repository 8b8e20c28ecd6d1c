using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>Hands a rule every value given to a parameter or property that is marked with <see cref="WsValueKind"/>.</summary>
internal static class ConstantValues
{
    public static void RegisterValueAction(
        this CompilationStartAnalysisContext start, KnownTypes known, Action<OperationAnalysisContext, WsValueKind, IOperation> check)
    {
        var kinds = new ConcurrentDictionary<ISymbol, WsValueKind?>(SymbolEqualityComparer.Default);
        start.RegisterOperationAction(context => Look(((IArgumentOperation)context.Operation).Parameter, ((IArgumentOperation)context.Operation).Value, context), OperationKind.Argument);
        start.RegisterOperationAction(
            context =>
            {
                var assignment = (ISimpleAssignmentOperation)context.Operation;
                if (assignment.Target is IPropertyReferenceOperation target) Look(target.Property, assignment.Value, context);
            },
            OperationKind.SimpleAssignment);

        void Look(ISymbol? target, IOperation value, OperationAnalysisContext context)
        {
            if (target is not null && known.MayCarry(target) && kinds.GetOrAdd(target.OriginalDefinition, known.ValueKind) is { } kind) check(context, kind, Written(value));
        }
    }

    /// <summary>The value as it is written, without the conversions that the compiler adds.</summary>
    private static IOperation Written(IOperation value) => value is IConversionOperation { IsImplicit: true } conversion ? Written(conversion.Operand) : value;
}
