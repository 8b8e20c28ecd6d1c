using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReactiveWs.Generators.Tests.Caching;

/// <summary>Why each step ran after an edit.</summary>
internal sealed class RunReasons
{
    private readonly GeneratorRunResult _result;

    private RunReasons(GeneratorRunResult result) => _result = result;

    /// <summary>Runs, edits, and runs again with the same driver.</summary>
    public static RunReasons After(CSharpCompilation compilation, Func<CSharpCompilation, CSharpCompilation> edit, IIncrementalGenerator? generator = null)
    {
        var first = Compiling.Run(compilation, generator);
        var second = first.RunGenerators(edit(compilation), TestContext.Current.CancellationToken);
        return new RunReasons(second.GetRunResult().Results.Single());
    }

    /// <summary>How many items of a step there are for each reason, without those that did not change.</summary>
    public string Of(string step) => _result.TrackedSteps.TryGetValue(step, out var runs) ? Describe(runs) : "";

    /// <summary>The same for all files.</summary>
    public string Outputs => Describe(_result.TrackedOutputSteps.SelectMany(s => s.Value));

    private static string Describe(IEnumerable<IncrementalGeneratorRunStep> runs) => string.Join(", ", runs
        .SelectMany(run => run.Outputs)
        .Where(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
        .GroupBy(output => output.Reason)
        .OrderBy(group => group.Key)
        .Select(group => $"{group.Count()} {group.Key}"));

    /// <summary>Nothing of Roslyn may be reached from what a step gave.</summary>
    public void AssertValuesOnly()
    {
        foreach (var (name, runs) in _result.TrackedSteps.Where(s => Steps.All.Contains(s.Key)))
        {
            foreach (var (value, _) in runs.SelectMany(run => run.Outputs)) AssertValue(value, name, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    private static void AssertValue(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value)) return;
        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Microsoft.CodeAnalysis.Compilation or SemanticModel or Location or Diagnostic or AttributeData or IOperation,
            $"{path} holds a {value.GetType().Name}");
        if (value is IEnumerable items)
        {
            foreach (var item in items) AssertValue(item, path + "[]", seen);
        }
        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            AssertValue(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}
