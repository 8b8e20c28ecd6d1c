using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ReactiveWs.Analyzers.Devices;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>RWS1008: a constant that cannot be the address of a WebSocket server.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotAnAddressAnalyzer : WsAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.NotAnAddress];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known)
    {
        var longest = Targets.Read(start.Compilation, start.Options, known).LongestAddress;
        start.RegisterValueAction(known, (context, kind, value) =>
        {
            if (kind != WsValueKind.Address || Text(value) is not { ConstantValue: { HasValue: true, Value: string address } } text) return;
            if (Flaw(address, longest) is { } flaw) context.ReportDiagnostic(Diagnostic.Create(Rules.NotAnAddress, text.Syntax.GetLocation(), flaw));
        });
    }

    /// <summary>The text itself, or what a <c>new Uri(…)</c> is made from.</summary>
    private static IOperation? Text(IOperation value) => value switch
    {
        IObjectCreationOperation { Type.Name: "Uri", Arguments: { Length: 1 } arguments } => arguments[0].Value,
        _ => value,
    };

    private static string? Flaw(string address, int? longest)
    {
        if (address.IndexOf("://", StringComparison.Ordinal) < 0) return $"'{address}' is no WebSocket address: it begins with neither ws:// nor wss://";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0) return $"'{address}' is no WebSocket address: it cannot be parsed";
        if (uri.Scheme is not "ws" and not "wss") return $"'{address}' is no WebSocket address: its scheme is {uri.Scheme}, not ws or wss";
        if (address.Contains('#')) return $"'{address}' is no WebSocket address: a fragment cannot be sent (RFC 6455 §3)";
        return longest is { } limit && address.Length >= limit
            ? string.Format(CultureInfo.InvariantCulture, "This address has {0} characters, and a target connects to less than {1}", address.Length, limit)
            : null;
    }
}
