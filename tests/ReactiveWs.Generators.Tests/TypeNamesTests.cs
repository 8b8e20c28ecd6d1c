using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Discovery;

namespace ReactiveWs.Generators.Tests;

public class TypeNamesTests
{
    private const string Source = """
        public class Of<T>
        {
            public (int A, string? B) Tuple; public T? Open; public nint Native; public dynamic Any; public Missing Unknown; public string?[][]? Jagged; public int[,] Two;
            public List<string?>? A; public Dictionary<string, int?[]> B; public ImmutableArray<Of<int>.Inner<string?>>? C; public string?[]? D; public DateTimeOffset? E;
            public class Inner<U> { public Inner<U> Self; public Of<Of<U>.@event>? F; }
            public enum @event { }
        }
        namespace A.@namespace { public class record; public class Z { public record R; public global::System.Collections.Generic.KeyValuePair<Z?, R>? K; } }
        """;

    [Fact]
    public void Names_are_those_of_the_compiler()
    {
        var compilation = Compiling.Compilation(Source);
        var core = compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly;
        ITypeSymbol[] types = [.. TypesOf(compilation.Assembly.GlobalNamespace).Concat(TypesOf(core.GlobalNamespace)).Where(t => t.TypeKind != TypeKind.Delegate).SelectMany(MemberTypes)];

        Assert.True(types.Length > 5000, $"only {types.Length} types");
        Assert.All(types, type => Assert.Equal(TypeNames.Compilers(type), TypeNames.Of(type)));
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(m => m is INamedTypeSymbol type ? TypesOf(type).Prepend(type) : TypesOf(m));

    private static IEnumerable<ITypeSymbol> MemberTypes(INamedTypeSymbol type) => type.GetMembers().SelectMany(m => m switch
    {
        IPropertySymbol property => [property.Type],
        IFieldSymbol field => [field.Type],
        IMethodSymbol method => method.Parameters.Select(p => p.Type).Append(method.ReturnType),
        _ => (IEnumerable<ITypeSymbol>)[],
    }).Prepend(type);
}
