using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Flow;

/// <summary>What is known to be present where a condition is true, and where it is false.</summary>
internal readonly record struct Checked(Capability WhenTrue, Capability WhenFalse)
{
    public Capability When(bool value) => value ? WhenTrue : WhenFalse;

    public Checked Negated => new(WhenFalse, WhenTrue);
}

/// <summary>Reads conditions over guards: the guards themselves, negation, comparison with a constant, locals that hold one.</summary>
internal sealed class GuardConditions(KnownTypes known, Func<ILocalSymbol, IOperation?> valueOf, Func<CaptureId, IOperation?> captured)
{
    private const int Deep = 16;

    public Checked Read(IOperation condition) => Read(condition, Deep);

    private Checked Read(IOperation condition, int depth) => depth == 0 ? default : condition.Unwrapped() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negation => Read(negation.Operand, depth - 1).Negated,
        IPropertyReferenceOperation property => new(known.Guarded(property.Property), Capability.None),
        IFieldReferenceOperation field => new(known.Guarded(field.Field), Capability.None),
        IInvocationOperation call => new(known.Guarded(call.TargetMethod), Capability.None),
        ILocalReferenceOperation local => valueOf(local.Local) is { } value ? Read(value, depth - 1) : default,
        IFlowCaptureReferenceOperation capture => captured(capture.Id) is { } value ? Read(value, depth - 1) : default,
        IBinaryOperation binary => ReadBinary(binary, depth - 1),
        IIsPatternOperation pattern => ReadPattern(pattern, depth - 1),
        _ => default,
    };

    private Checked ReadBinary(IBinaryOperation binary, int depth)
    {
        var (left, right) = (binary.LeftOperand, binary.RightOperand);
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Equals when Constant(right) is { } value => Either(Read(left, depth), value),
            BinaryOperatorKind.Equals when Constant(left) is { } value => Either(Read(right, depth), value),
            BinaryOperatorKind.NotEquals when Constant(right) is { } value => Either(Read(left, depth), !value),
            BinaryOperatorKind.NotEquals when Constant(left) is { } value => Either(Read(right, depth), !value),
            BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => Both(Read(left, depth), Read(right, depth)),
            BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => Both(Read(left, depth).Negated, Read(right, depth).Negated).Negated,
            _ => default,
        };
    }

    private Checked ReadPattern(IIsPatternOperation operation, int depth) => operation.Pattern switch
    {
        IConstantPatternOperation constant when Constant(constant.Value) is { } value => Either(Read(operation.Value, depth), value),
        INegatedPatternOperation { Pattern: IConstantPatternOperation constant } when Constant(constant.Value) is { } value => Either(Read(operation.Value, depth), !value),
        _ => default,
    };

    private static Checked Either(Checked operand, bool value) => value ? operand : operand.Negated;

    private static Checked Both(Checked left, Checked right) => new(left.WhenTrue | right.WhenTrue, left.WhenFalse & right.WhenFalse);

    private static bool? Constant(IOperation operation) => operation.Unwrapped().ConstantValue is { HasValue: true, Value: bool value } ? value : null;
}
