using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace ReactiveWs.CodeFixes;

/// <summary>A <c>Subscribe</c> with one lambda, which can become a <c>SubscribeAwait</c>.</summary>
/// <param name="Call">The call of <c>Subscribe</c>.</param>
/// <param name="Import">The namespace to import for the extension method, or null when it is in scope.</param>
internal sealed record AwaitingSubscription(InvocationExpressionSyntax Call, string? Import)
{
    private const string Name = "SubscribeAwait";
    private static readonly string[] TokenNames = ["ct", "cancel", "cancellationToken"];

    /// <summary>Null when <paramref name="lambda"/> is not the only argument of a <c>Subscribe</c>, or nothing would take its place.</summary>
    public static AwaitingSubscription? Create(LambdaExpressionSyntax lambda, SemanticModel model)
    {
        if (lambda.Parent is not ArgumentSyntax { NameColon: null, Parent.Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1, Expression: MemberAccessExpressionSyntax access } call }) return null;
        if (access.Name.Identifier.ValueText != "Subscribe" || Parameters(lambda) is not { Count: 1 }) return null;
        if (model.GetTypeInfo(access.Expression).Type is not { } observable || !Returns(lambda).All(value => value is null)) return null;
        if (model.LookupSymbols(call.SpanStart, observable, Name, includeReducedExtensionMethods: true).Any()) return new(call, Import: null);
        return model.Compilation.GetSymbolsWithName(Name, SymbolFilter.Member).Any() || IsInLibrary(model.Compilation) ? new(call, "ReactiveWs") : null;
    }

    public Repair ToRepair() => new("Use SubscribeAwait", Name, editor => editor.ReplaceNode(Call, (call, _) => Rewrite((InvocationExpressionSyntax)call)), Import);

    private static InvocationExpressionSyntax Rewrite(InvocationExpressionSyntax call)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        var argument = call.ArgumentList.Arguments[0];
        return call
            .WithExpression(access.WithName(SyntaxFactory.IdentifierName(Name).WithTriviaFrom(access.Name)))
            .WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SingletonSeparatedList(argument.WithExpression(Rewrite((LambdaExpressionSyntax)argument.Expression)))));
    }

    private static bool IsInLibrary(Compilation compilation) => compilation.References
        .Select(compilation.GetAssemblyOrModuleSymbol)
        .OfType<IAssemblySymbol>()
        .Where(assembly => assembly.Name == "ReactiveWs")
        .SelectMany(assembly => assembly.GlobalNamespace.GetNamespaceMembers().Where(space => space.Name == "ReactiveWs"))
        .SelectMany(space => space.GetTypeMembers())
        .Any(type => type.MightContainExtensionMethods && type.GetMembers(Name).Any());

    /// <summary>Adds the token of cancellation, which the body does not know yet, and <c>async</c> with an <c>await</c> where there was none.</summary>
    private static ParenthesizedLambdaExpressionSyntax Rewrite(LambdaExpressionSyntax lambda)
    {
        var parameter = Parameters(lambda)![0].WithoutTrivia();
        var token = SyntaxFactory.Parameter(Identifier(TokenName(lambda, parameter)));
        if (parameter.Type is not null)
        {
            token = token.WithType(SyntaxFactory.ParseTypeName("global::System.Threading.CancellationToken").WithAdditionalAnnotations(Simplifier.Annotation).WithTrailingTrivia(SyntaxFactory.Space));
        }

        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var list = SyntaxFactory.ParameterList(SyntaxFactory.SeparatedList([parameter, token], [comma])).WithTrailingTrivia(SyntaxFactory.Space);
        var isAsync = !lambda.AsyncKeyword.IsKind(SyntaxKind.None);
        var body = isAsync ? lambda.Body : Finding.Await((ExpressionSyntax)lambda.Body);
        var keyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var modifiers = SyntaxFactory.TokenList(lambda.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword)).Append(keyword));
        return SyntaxFactory.ParenthesizedLambdaExpression(lambda.AttributeLists, modifiers, null, list, lambda.ArrowToken, body as BlockSyntax, body as ExpressionSyntax)
            .WithTriviaFrom(lambda);
    }

    /// <summary>An underscore is a discard only as the token that the parser makes of it.</summary>
    private static SyntaxToken Identifier(string name) => name == "_"
        ? SyntaxFactory.Identifier(default, SyntaxKind.UnderscoreToken, "_", "_", default)
        : SyntaxFactory.Identifier(name);

    /// <summary>Two <c>_</c> are discards, so a body that reads its <c>_</c> keeps it alone.</summary>
    private static string TokenName(LambdaExpressionSyntax lambda, ParameterSyntax parameter)
    {
        var names = new HashSet<string>(lambda.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        var readsUnderscore = lambda.Body.DescendantTokens().Any(token => token is { RawKind: (int)SyntaxKind.IdentifierToken, ValueText: "_" });
        if (parameter.Identifier.ValueText != "_" || !readsUnderscore) return readsUnderscore ? Free(names) : "_";
        return Free(names);
    }

    private static string Free(HashSet<string> names) => TokenNames.FirstOrDefault(name => !names.Contains(name)) ?? "token1";

    private static IReadOnlyList<ParameterSyntax>? Parameters(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => [simple.Parameter],
        ParenthesizedLambdaExpressionSyntax { ReturnType: null } parenthesized => parenthesized.ParameterList.Parameters,
        _ => null,
    };

    private static IEnumerable<ExpressionSyntax?> Returns(LambdaExpressionSyntax lambda) => lambda.Body
        .DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
        .OfType<ReturnStatementSyntax>()
        .Select(statement => statement.Expression);
}
