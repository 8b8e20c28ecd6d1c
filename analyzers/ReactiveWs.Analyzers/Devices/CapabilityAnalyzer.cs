using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ReactiveWs.Analyzers.Flow;

namespace ReactiveWs.Analyzers.Devices;

/// <summary>RWS2001: a use of an API that a targeted device lacks, without a guard before it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CapabilityAnalyzer : WsAnalyzer
{
    /// <summary>The property of a diagnostic under which the fixes find the missing capabilities.</summary>
    public const string MissingCapability = "Capability";

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.CapabilityMissing];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known)
    {
        var targets = Targets.Read(start.Compilation, start.Options, known);
        var missing = targets.Missing;
        if (missing == Capability.None || known.RequiresCapability is null) return;
        var assembly = known.Required(start.Compilation.Assembly);
        start.RegisterOperationBlockStartAction(body =>
        {
            var lacked = missing & ~assembly & ~known.Required(body.OwningSymbol);
            if (lacked == Capability.None) return;
            var uses = new ConcurrentDictionary<SyntaxNode, Use>();
            body.RegisterOperationAction(context => Collect(context.Operation, known, lacked, uses), Uses.Kinds);
            body.RegisterOperationBlockEndAction(context =>
            {
                if (uses.IsEmpty) return;                              // the graph is made only for bodies that need it
                foreach (var graph in context.Graphs()) new Body(known, targets, uses, context).Analyze(graph, Capability.None);
            });
        });
    }

    private static void Collect(IOperation operation, KnownTypes known, Capability lacked, ConcurrentDictionary<SyntaxNode, Use> uses)
    {
        if (Uses.Member(operation) is not { } member) return;
        var needed = known.Required(member) & lacked;
        if (needed != Capability.None && !Uses.IsExempt(operation)) uses[operation.Syntax] = new(member, needed);
    }

    private sealed class Body(KnownTypes known, Targets targets, ConcurrentDictionary<SyntaxNode, Use> uses, OperationBlockAnalysisContext context)
    {
        private readonly HashSet<SyntaxNode> _reported = [];
        private ILookup<ISymbol, IOperation?>? _writes;

        public void Analyze(ControlFlowGraph graph, Capability entry)
        {
            _writes ??= CapabilityFlow.Writes(graph.OriginalOperation);
            var flow = new CapabilityFlow(graph, known, entry, _writes);
            var functions = new Dictionary<IMethodSymbol, Capability>(SymbolEqualityComparer.Default);
            var lambdas = new List<(IFlowAnonymousFunctionOperation Lambda, Capability Present)>();
            flow.Run(context.CancellationToken);
            flow.Replay((operation, state) => Visit(operation, state.Capabilities, functions, lambdas));
            foreach (var (lambda, present) in lambdas) Analyze(graph.GetAnonymousFunctionControlFlowGraph(lambda, context.CancellationToken), present);
            foreach (var function in graph.LocalFunctions)
            {
                var present = functions.TryGetValue(function, out var known) ? known : entry;
                Analyze(graph.GetLocalFunctionControlFlowGraph(function, context.CancellationToken), present | Granted(function));
            }
        }

        private Capability Granted(IMethodSymbol function) => known.Required(function);

        private void Visit(
            IOperation operation, Capability present, Dictionary<IMethodSymbol, Capability> functions, List<(IFlowAnonymousFunctionOperation, Capability)> lambdas)
        {
            foreach (var inner in operation.DescendantsAndSelf())
            {
                if (inner is IFlowAnonymousFunctionOperation lambda) lambdas.Add((lambda, present | Granted(lambda.Symbol)));
                if (LocalFunction(inner) is { } function) functions[function] = functions.TryGetValue(function, out var before) ? before & present : present;
                if (uses.TryGetValue(inner.Syntax, out var use) && SymbolEqualityComparer.Default.Equals(Uses.Member(inner), use.Member)) Report(inner.Syntax, use, present);
            }
        }

        private static IMethodSymbol? LocalFunction(IOperation operation) => operation switch
        {
            IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } called } => called,
            IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } referred } => referred,
            _ => null,
        };

        private void Report(SyntaxNode syntax, Use use, Capability present)
        {
            var lacked = use.Needed & ~present;
            if (lacked == Capability.None || !_reported.Add(syntax)) return;
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.CapabilityMissing,
                syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(MissingCapability, lacked.ToString()),
                Shown(use.Member).ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                lacked.Text(),
                targets.FirstWithout(lacked)));
        }
    }

    private static ISymbol Shown(ISymbol member) => member is IMethodSymbol { AssociatedSymbol: { } property } ? property : member;

    private sealed record Use(ISymbol Member, Capability Needed);
}
