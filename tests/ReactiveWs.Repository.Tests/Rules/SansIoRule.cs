using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>Frames/ is a sans-I/O engine: it knows no waiting, network, log or clock. Deflate.cs may use a stream over memory.</summary>
internal static class SansIoRule
{
    static readonly HashSet<string> s_banned =
    [
        "Stream", "MemoryStream", "PipeReader", "PipeWriter", "Socket", "Task", "ValueTask", "Thread", "ILogger", "LoggerMessage",
        "TimeProvider", "DateTime", "DateTimeOffset", "Stopwatch", "Timer", "PeriodicTimer", "TickCount", "TickCount64", "Console",
    ];

    public static IEnumerable<string> Check(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/ReactiveWs/Frames/", StringComparison.Ordinal)
        from finding in Waits(file).Concat(Names(file))
        select finding;

    static IEnumerable<string> Waits(SourceFile file) =>
        from token in file.Tokens
        where token.IsKind(SyntaxKind.AwaitKeyword) || token.IsKind(SyntaxKind.AsyncKeyword) || token.IsKind(SyntaxKind.LockKeyword)
        select file.At(token, $"{token.ValueText} in Frames/");

    static IEnumerable<string> Names(SourceFile file) =>
        from name in file.Nodes<SimpleNameSyntax>()
        let text = name.Identifier.ValueText
        where s_banned.Contains(text) && !(text.EndsWith("Stream", StringComparison.Ordinal) && file.Path.EndsWith("/Deflate.cs", StringComparison.Ordinal))
        select file.At(name, $"{text} in Frames/");
}
