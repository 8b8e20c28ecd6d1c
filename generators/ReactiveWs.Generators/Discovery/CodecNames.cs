using Microsoft.CodeAnalysis;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Names of the structs that read and write.</summary>
static class CodecNames
{
    public const string Namespace = "ReactiveWs.Generated";

    /// <summary>The simple name of the codec of a type of this assembly.</summary>
    public static string SimpleName(string typeName) => WireNames.Identifier(typeName) + "Codec";

    public static string Of(string typeName) => $"global::{Namespace}.{SimpleName(typeName)}";

    /// <summary>The codec of a contract whose generated half is in another assembly.</summary>
    public static string OfContract(string typeName) => $"global::ReactiveWs.Typed.ContractCodec<{typeName}>";

    /// <summary>True when the type implements <c>IWsContract&lt;itself&gt;</c>.</summary>
    public static bool IsContract(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(i => Symbols.Is(i.OriginalDefinition, Known.Root, Known.Contract));
}
