using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ReactiveWs.Analyzers.Flow;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>RWS1001 and RWS1002: a call that needs an open connection, on an object that cannot have one on any path.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LifecycleAnalyzer : WsAnalyzer
{
    /// <summary>The property of a diagnostic under which the fixes find the states that are possible.</summary>
    public const string State = "State";

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.SendBeforeOpen, Rules.SendAfterClose];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known) =>
        start.RegisterOperationBlockStartAction(body =>
        {
            var candidate = false;
            body.RegisterOperationAction(
                context =>
                {
                    if (IsCandidate((IInvocationOperation)context.Operation, known)) candidate = true;
                },
                OperationKind.Invocation);
            body.RegisterOperationBlockEndAction(context =>
            {
                if (!candidate) return;
                foreach (var graph in context.Graphs()) new Body(known, Captured.ByFunctions(graph.OriginalOperation, known), context).Analyze(graph);
            });
        });

    private static bool IsCandidate(IInvocationOperation call, KnownTypes known) =>
        call.Instance is ILocalReferenceOperation or IConditionalAccessInstanceOperation && known.RequiredState(call.TargetMethod) != WsState.None;

    private sealed class Body(KnownTypes known, HashSet<ILocalSymbol> captured, OperationBlockAnalysisContext context)
    {
        public void Analyze(ControlFlowGraph graph)
        {
            var flow = new LifecycleFlow(graph, known, captured);
            flow.Run(context.CancellationToken);
            flow.Replay((operation, state) => Check(flow, operation, state));
            foreach (var function in graph.Functions(context.CancellationToken)) Analyze(function);
        }

        private void Check(LifecycleFlow flow, IOperation operation, LocalStates state)
        {
            foreach (var step in flow.Steps(operation))
            {
                if (step is IInvocationOperation call && flow.LocalOf(call.Instance) is { } local) Check(call, local, state[local]);
                state = flow.Step(step, state);
            }
        }

        private void Check(IInvocationOperation call, ILocalSymbol local, WsState state)
        {
            var needed = known.RequiredState(call.TargetMethod);
            if (needed == WsState.None || state == WsState.None || (state & (needed | LocalStates.Unknown)) != 0 || MayWait(call)) return;
            var rule = (state & (WsState.Idle | WsState.Connecting)) != 0 ? Rules.SendBeforeOpen : Rules.SendAfterClose;
            context.ReportDiagnostic(Diagnostic.Create(
                rule, call.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(State, state.ToString()), local.Name, Describe(state), call.TargetMethod.Name));
        }

        /// <summary>A message whose contract says what to do while offline may be sent at any time.</summary>
        private bool MayWait(IInvocationOperation call) => known.Delivery is not null && call.Arguments.Any(argument =>
            argument.Value.Unwrapped().Type is { } type && KnownTypes.Attribute(type, known.Delivery) is { } delivery &&
            delivery.NamedArguments.Any(named => named is { Key: "Offline", Value.Value: not 0 }));

        private static string Describe(WsState state) => state switch
        {
            WsState.Idle => "has not been connected",
            WsState.Connecting => "is still connecting",
            WsState.Closed => "has been closed",
            WsState.Disposed => "has been disposed",
            _ => "is not open",
        };
    }
}
