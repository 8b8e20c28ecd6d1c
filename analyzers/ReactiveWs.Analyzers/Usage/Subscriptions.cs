using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ReactiveWs.Analyzers.Flow;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>Reads calls of Rx's <c>Subscribe</c>, the one foreign method that rules know by its name.</summary>
internal static class Subscriptions
{
    /// <summary>Operators that pass a value on at once, on the thread that brought it.</summary>
    private static readonly HashSet<string> Synchronous =
        ["Where", "Select", "OfType", "Cast", "Do", "Skip", "SkipWhile", "Take", "TakeWhile", "Distinct", "DistinctUntilChanged", "Scan", "AsObservable", "Index"];

    /// <summary>What <paramref name="call"/> subscribes to, or null when it is no call of <c>Subscribe</c> on an observable.</summary>
    public static IOperation? Source(IInvocationOperation call, KnownTypes known) =>
        call.TargetMethod.Name == "Subscribe" && Receiver(call) is { } receiver && IsObservable(receiver.Type, known) ? receiver : null;

    /// <summary>The lambdas among the arguments that become plain delegates.</summary>
    public static IEnumerable<IAnonymousFunctionOperation> Lambdas(IInvocationOperation call) => call.Arguments
        .Select(argument => argument.Value.Unwrapped())
        .OfType<IDelegateCreationOperation>()
        .Select(creation => creation.Target.Unwrapped())
        .OfType<IAnonymousFunctionOperation>();

    /// <summary>The stream of a connection that <paramref name="source"/> passes on without leaving the connection's receive loop.</summary>
    public static IPropertyReferenceOperation? StreamBehind(IOperation source, KnownTypes known) => source.Unwrapped() switch
    {
        IPropertyReferenceOperation property when IsStream(property.Property, known) => property,
        IInvocationOperation call when Synchronous.Contains(call.TargetMethod.Name) && Receiver(call) is { } receiver => StreamBehind(receiver, known),
        _ => null,
    };

    /// <summary>Whether <paramref name="property"/> is a stream of the library's or of a client made over it.</summary>
    public static bool IsStream(IPropertySymbol property, KnownTypes known) =>
        IsObservable(property.Type, known) && (known.HasStates(property.ContainingType) || SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, known.Library));

    public static bool IsObservable(ITypeSymbol? type, KnownTypes known) => type is not null && known.Observable is not null &&
        (Is(type, known.Observable) || type.AllInterfaces.Any(contract => Is(contract, known.Observable)));

    private static bool Is(ITypeSymbol type, ISymbol definition) => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, definition);

    private static IOperation? Receiver(IInvocationOperation call) =>
        (call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null))?.Unwrapped();
}
