using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>RWS1003: in one run of statements, the first look at a socket's streams comes after its connect.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SubscribedAfterConnectAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.SubscribedAfterConnect];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known) =>
        start.RegisterOperationAction(context => Check(context, known), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, KnownTypes known)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Subscriptions.Source(call, known) is not { } source || Subscriptions.StreamBehind(source, known) is not { } stream) return;
        if (stream.Instance is not ILocalReferenceOperation { Local: var local } || Replays(stream.Property) || StatementOf(call) is not { } statement) return;
        var before = ((IBlockOperation)statement.Parent!).Operations.TakeWhile(sibling => sibling != statement).ToList();
        if (before.FindIndex(sibling => Makes(sibling, local)) < 0) return;
        var connect = before.FindIndex(sibling => Connects(sibling, local, known));
        if (connect < 0 || before.Any(sibling => Shows(sibling, local, known))) return;
        context.ReportDiagnostic(Diagnostic.Create(Rules.SubscribedAfterConnect, call.Syntax.GetLocation(), stream.Property.Name, "ConnectAsync"));
    }

    private static IOperation? StatementOf(IOperation operation)
    {
        for (var current = operation; current is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; current = current.Parent)
        {
            if (current.Parent is IBlockOperation) return current;
        }

        return null;
    }

    private static bool Makes(IOperation statement, ILocalSymbol local) => statement.Descendants().Any(operation =>
        operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local) &&
        declarator.GetVariableInitializer()?.Value is IObjectCreationOperation);

    private static bool Connects(IOperation statement, ILocalSymbol local, KnownTypes known) => statement is IExpressionStatementOperation && statement.Descendants().Any(operation =>
        operation is IInvocationOperation { Instance: ILocalReferenceOperation receiver, Parent: IAwaitOperation } call &&
        SymbolEqualityComparer.Default.Equals(receiver.Local, local) && (known.EnsuredState(call.TargetMethod).After & WsState.Open) != 0);

    /// <summary>The socket's streams are looked at, or somebody else gets the socket and may subscribe.</summary>
    private static bool Shows(IOperation statement, ILocalSymbol local, KnownTypes known) => statement.Descendants().OfType<ILocalReferenceOperation>()
        .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local))
        .Any(reference => reference.Parent switch
        {
            IInvocationOperation call => call.Instance != reference,
            IPropertyReferenceOperation property => Subscriptions.IsObservable(property.Type, known),
            _ => true,
        });

    /// <summary>The one stream that tells its current value first.</summary>
    private static bool Replays(IPropertySymbol stream) => stream.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } value } && value[0].Name == "ConnectionState";
}
