using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Flow;

/// <summary>
/// Which locals a lambda or local function may connect, hand on or replace. A lambda that only sends, closes or
/// subscribes does not open a connection, so its local can still be followed.
/// </summary>
internal static class Captured
{
    public static HashSet<ILocalSymbol> ByFunctions(IOperation body, KnownTypes known)
    {
        var captured = new HashSet<ILocalSymbol>(SymbolEqualityComparer.Default);
        foreach (var function in body.Descendants().Where(operation => operation is IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            foreach (var use in function.Descendants().OfType<ILocalReferenceOperation>())
            {
                if (!IsInside(use.Local, function) && !IsHarmless(use, known)) captured.Add(use.Local);
            }
        }

        return captured;
    }

    private static bool IsInside(ILocalSymbol local, IOperation function) =>
        local.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration && function.Syntax.Span.Contains(declaration.Span);

    private static bool IsHarmless(ILocalReferenceOperation use, KnownTypes known) => use.Parent switch
    {
        IInvocationOperation call when call.Instance == use => (known.EnsuredState(call.TargetMethod).After & (WsState.Open | WsState.Connecting)) == 0,
        IPropertyReferenceOperation property => property.Instance == use && !known.HasStates(property.Type),
        _ => false,
    };
}
