using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ReactiveWs.Analyzers.Flow;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>Reads numbers and times that are written out: <c>5</c>, <c>TimeSpan.Zero</c>, <c>TimeSpan.FromSeconds(5)</c>.</summary>
internal static class Amounts
{
    /// <summary>What <c>Timeout.Infinite</c> is in milliseconds.</summary>
    public const double Infinite = -1;

    /// <summary>The number, or the time in milliseconds; null when it is not written out.</summary>
    public static double? Read(IOperation value) => value.Unwrapped() switch
    {
        { ConstantValue: { HasValue: true, Value: IConvertible and not string and not bool and not char and var number } } => Convert.ToDouble(number, CultureInfo.InvariantCulture),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negated => -Read(negated.Operand),
        IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } } => 0,
        IFieldReferenceOperation { Field: { Name: "InfiniteTimeSpan", ContainingType.Name: "Timeout" } } => Infinite,
        IDefaultValueOperation { Type.Name: "TimeSpan" } => 0,
        IInvocationOperation { TargetMethod: { ContainingType.Name: "TimeSpan", IsStatic: true } method } call when Written(call) is { } amount => Scale(method.Name) * amount,
        _ => null,
    };

    private static double? Written(IInvocationOperation call) =>
        call.Arguments.Count(argument => argument.ArgumentKind == ArgumentKind.Explicit) == 1 && call.Arguments[0].ArgumentKind == ArgumentKind.Explicit
            ? Read(call.Arguments[0].Value)
            : null;

    private static double? Scale(string factory) => factory switch
    {
        "FromTicks" => 1e-4,
        "FromMicroseconds" => 1e-3,
        "FromMilliseconds" => 1,
        "FromSeconds" => 1e3,
        "FromMinutes" => 60e3,
        "FromHours" => 3600e3,
        "FromDays" => 86400e3,
        _ => null,
    };
}
