using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ReactiveWs.Devices;

namespace ReactiveWs.Analyzers.Devices;

/// <summary>The known devices that a project targets: those of the MSBuild property and those of the assembly's attributes.</summary>
internal sealed class Targets
{
    private readonly List<DeviceTarget> _targets = [];

    private Targets(IEnumerable<string> stated)
    {
        foreach (var text in stated)
        {
            if (DeviceTarget.TryParse(text, out var target)) _targets.Add(target);
        }
    }

    /// <summary>What at least one target lacks.</summary>
    public Capability Missing => _targets.Aggregate(Capability.None, (missing, target) => missing | (Capabilities.All & ~Capabilities.Of(target)));

    /// <summary>The longest address that all targets connect to; null without a target.</summary>
    public int? LongestAddress => _targets.Count == 0 ? null : _targets.Min(Capabilities.LongestAddress);

    public static Targets Read(Compilation compilation, AnalyzerOptions options, KnownTypes known) =>
        new(Property(options).Concat(Attributes(compilation, known)));

    /// <summary>The entries of the MSBuild property.</summary>
    public static IEnumerable<string> Property(AnalyzerOptions options) =>
        DeviceTarget.Split(options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property._ReactiveWsTargets", out var list) ? list : "");

    /// <summary>The first target that lacks something of <paramref name="needed"/>.</summary>
    public DeviceTarget FirstWithout(Capability needed) => _targets.First(target => (Capabilities.Of(target) & needed) != needed);

    private static IEnumerable<string> Attributes(Compilation compilation, KnownTypes known) => compilation.Assembly.GetAttributes()
        .Where(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, known.Target))
        .Select(attribute => attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : "");
}
