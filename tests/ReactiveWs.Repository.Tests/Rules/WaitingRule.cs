using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>Nothing waits by sleeping, and no exception is lost in an async void.</summary>
internal static class WaitingRule
{
    public static IEnumerable<string> Check(IEnumerable<SourceFile> files) => files.SelectMany(Check);

    static IEnumerable<string> Check(SourceFile file) =>
    [
        .. file.Nodes<InvocationExpressionSyntax>().Where(SubscribesAsync).Select(call => file.At(call, "Subscribe(async …) is async void: use SubscribeAwait")),
        .. file.Nodes<MethodDeclarationSyntax>().Where(method => IsAsyncVoid(method.Modifiers, method.ReturnType)).Select(method => file.At(method, "async void")),
        .. file.Nodes<LocalFunctionStatementSyntax>().Where(method => IsAsyncVoid(method.Modifiers, method.ReturnType)).Select(method => file.At(method, "async void")),
        .. file.Nodes<MemberAccessExpressionSyntax>().Where(Sleeps).Select(access => file.At(access, $"{access} waits for the wall clock: time comes from a TimeProvider")),
    ];

    static bool SubscribesAsync(InvocationExpressionSyntax call) =>
        Name(call.Expression) == "Subscribe"
        && call.ArgumentList.Arguments.Any(argument => argument.Expression is AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: (int)SyntaxKind.AsyncKeyword });

    static string? Name(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    static bool IsAsyncVoid(SyntaxTokenList modifiers, TypeSyntax returns) =>
        modifiers.Any(SyntaxKind.AsyncKeyword) && returns is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    static bool Sleeps(MemberAccessExpressionSyntax access) =>
        (access.Expression.ToString().Split('.')[^1], access.Name.Identifier.ValueText) switch
        {
            ("Thread", "Sleep") => true,
            ("Task", "Delay") => !HandsInTime(access) && !WaitsForEver(access),
            _ => false,
        };

    /// <summary>In the library a delay on a given clock is how one waits: <c>Task.Delay(delay, options.TimeProvider)</c>. A test waits on none.</summary>
    static bool HandsInTime(MemberAccessExpressionSyntax access) =>
        access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: [_, { Expression: var clock }, ..] }
        && access.SyntaxTree.FilePath.StartsWith("src/", StringComparison.Ordinal)
        && Name(clock) is { } name && (name.EndsWith("TimeProvider", StringComparison.OrdinalIgnoreCase) || name.EndsWith("time", StringComparison.OrdinalIgnoreCase));

    // Only its token ends it: no clock is involved.
    static bool WaitsForEver(MemberAccessExpressionSyntax access) =>
        access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var time }, ..] }
        && Name(time) is ("Infinite" or "InfiniteTimeSpan");
}
