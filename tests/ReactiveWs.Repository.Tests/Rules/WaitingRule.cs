using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>Nothing waits by sleeping, and no exception is lost in an async void.</summary>
internal static class WaitingRule
{
    public static IEnumerable<string> Check(IEnumerable<SourceFile> files) => files.SelectMany(Check);

    private static IEnumerable<string> Check(SourceFile file) =>
    [
        .. file.Nodes<InvocationExpressionSyntax>().Where(SubscribesAsync).Select(call => file.At(call, "Subscribe(async …) is async void: use SubscribeAwait")),
        .. file.Nodes<MethodDeclarationSyntax>().Where(method => IsAsyncVoid(method.Modifiers, method.ReturnType)).Select(method => file.At(method, "async void")),
        .. file.Nodes<LocalFunctionStatementSyntax>().Where(method => IsAsyncVoid(method.Modifiers, method.ReturnType)).Select(method => file.At(method, "async void")),
        .. file.Nodes<MemberAccessExpressionSyntax>().Where(Sleeps).Select(access => file.At(access, $"{access} waits for the wall clock: time comes from a TimeProvider")),
    ];

    private static bool SubscribesAsync(InvocationExpressionSyntax call) =>
        Name(call.Expression) == "Subscribe"
        && call.ArgumentList.Arguments.Any(argument => argument.Expression is AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: (int)SyntaxKind.AsyncKeyword });

    private static string? Name(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsAsyncVoid(SyntaxTokenList modifiers, TypeSyntax returns) =>
        modifiers.Any(SyntaxKind.AsyncKeyword) && returns is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    private static bool Sleeps(MemberAccessExpressionSyntax access) =>
        (access.Expression.ToString().Split('.')[^1], access.Name.Identifier.ValueText) is ("Thread", "Sleep") or ("Task", "Delay")
        && !HandsInTime(access);

    /// <summary>In the library a delay on a given clock is how one waits; <c>Task.Delay(delay, timeProvider)</c>.</summary>
    private static bool HandsInTime(MemberAccessExpressionSyntax access) =>
        access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: [_, { Expression: var clock }, ..] }
        && access.SyntaxTree.FilePath.StartsWith("src/", StringComparison.Ordinal)
        && Name(clock)?.EndsWith("time", StringComparison.OrdinalIgnoreCase) == true;
}
