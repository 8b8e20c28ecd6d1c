using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ReactiveWs.Analyzers.Usage;

/// <summary>RWS1007: a constant close code or reason that no close frame may carry.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CloseNotSendableAnalyzer : WsAnalyzer
{
    /// <summary>A control frame holds 125 bytes, of which the code takes two (RFC 6455 §5.5).</summary>
    public const int LongestReason = 123;

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.CloseNotSendable];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes known) => start.RegisterValueAction(known, Check);

    private static void Check(OperationAnalysisContext context, WsValueKind kind, IOperation value)
    {
        if (value.ConstantValue is not { HasValue: true, Value: { } constant } || value.IsImplicit) return;
        var flaw = kind switch
        {
            WsValueKind.CloseCode => FlawOfCode(constant),
            WsValueKind.CloseReason when constant is string reason => FlawOfReason(reason),
            _ => null,
        };
        if (flaw is not null) context.ReportDiagnostic(Diagnostic.Create(Rules.CloseNotSendable, value.Syntax.GetLocation(), flaw));
    }

    private static string? FlawOfCode(object constant)
    {
        if (constant is not IConvertible || constant is string or bool or char) return null;
        var code = Convert.ToDouble(constant, CultureInfo.InvariantCulture);
        return code is >= 1000 and <= 1003 or >= 1007 and <= 1014 or >= 3000 and <= 4999
            ? null
            : string.Format(CultureInfo.InvariantCulture, "Close code {0} cannot be sent: an application may send 1000–1003, 1007–1014 and 3000–4999", constant);
    }

    private static string? FlawOfReason(string reason)
    {
        var bytes = Encoding.UTF8.GetByteCount(reason);
        return bytes <= LongestReason
            ? null
            : string.Format(CultureInfo.InvariantCulture, "A close reason has at most {0} bytes of UTF-8, and this one has {1}", LongestReason, bytes);
    }
}
