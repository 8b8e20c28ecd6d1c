using Microsoft.CodeAnalysis;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Carries XML documentation over to what is generated.</summary>
static class Documentation
{
    /// <summary>The inside of the summary on one line, or null. Cut out as text: a comment that is not XML yet is not an error here.</summary>
    public static string? SummaryOf(ISymbol symbol, CancellationToken cancellation)
    {
        const string open = "<summary>", close = "</summary>";
        string xml = symbol.GetDocumentationCommentXml(cancellationToken: cancellation) ?? "";
        int start = xml.IndexOf(open, StringComparison.Ordinal);
        int end = xml.IndexOf(close, StringComparison.Ordinal);
        if (start < 0 || end < start) return null;
        string inside = xml.Substring(start + open.Length, end - start - open.Length);
        string line = string.Join(" ", inside.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()).Where(l => l.Length > 0));
        return line.Length == 0 ? null : line;
    }
}
