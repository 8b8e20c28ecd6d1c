using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Devices;

/// <summary>The operations by which code uses a member, and those uses that cannot fail.</summary>
internal static class Uses
{
    public static readonly OperationKind[] Kinds =
    [
        OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference,
        OperationKind.MethodReference, OperationKind.EventReference, OperationKind.FieldReference,
    ];

    /// <summary>The member used; of a property the accessor, because setting an option may need more than reading it.</summary>
    public static ISymbol? Member(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IPropertyReferenceOperation property => Accessor(property),
        IMethodReferenceOperation method => method.Method,
        IEventReferenceOperation @event => @event.Event,
        IFieldReferenceOperation { Field.ContainingType.TypeKind: not TypeKind.Enum } field => field.Field,
        _ => null,
    };

    /// <summary><c>nameof</c> runs nothing, and a caller that catches the refusal has dealt with it.</summary>
    public static bool IsExempt(IOperation operation)
    {
        var inner = operation;
        for (var outer = operation.Parent; outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is INameOfOperation) return true;
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation) return false;
            if (outer is ITryOperation attempt && attempt.Body == inner && attempt.Catches.Any(CatchesRefusal)) return true;
        }

        return false;
    }

    private static ISymbol Accessor(IPropertyReferenceOperation reference)
    {
        var isTarget = reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;
        return (isTarget ? reference.Property.SetMethod : reference.Property.GetMethod) ?? (ISymbol)reference.Property;
    }

    private static bool CatchesRefusal(ICatchClauseOperation clause) =>
        clause.ExceptionType is { Name: "PlatformNotSupportedException" or "NotSupportedException" };
}
