using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the generated half of a contract: explicit implementations, so that nothing is added to the record's own surface.</summary>
static class ContractFileWriter
{
    public static void Write(IndentedWriter w, ContractModel contract)
    {
        string face = contract.Discriminator is null ? $"global::ReactiveWs.IWsContract<{contract.Name}>" : $"global::ReactiveWs.IWsMessage<{contract.Name}>";
        string self = $"global::ReactiveWs.IWsContract<{contract.Name}>";
        int braces = w.OpenAll(contract.Declaration);
        w.Open($"{contract.Declaration.Header} : {face}");
        if (contract.Discriminator is { } discriminator)
        {
            w.Line(GeneratedCode).Line($"static global::System.ReadOnlySpan<byte> {face}.Discriminator => {Literals.Of(discriminator)}u8;").Line();
        }
        if (contract.JsonContext is { } context)
        {
            w.Line(GeneratedCode).Line($"static {Options} {face}.Options {{ get; }} = new() {{ Foreign = {context}.Default.Options }};").Line();
        }
        w.Line(GeneratedCode);
        w.Line($"static void {self}.WriteMembers(ref {Writer} writer, {contract.Name} value) =>");
        w.Indent().Line($"{contract.Codec}.WriteMembers(ref writer, value);").Unindent().Line();
        w.Line(GeneratedCode);
        w.Open($"static bool {self}.TryRead({ReadParameters(contract.Name)})");
        w.Open("try").Line($"return {contract.Codec}.TryRead(ref reader, options, out value, out reason);").Close();
        w.Open($"catch (global::System.Exception error) when ({ContractReader}.IsInvalid(error))");
        w.Line($"return {ContractReader}.Invalid(error, out value, out reason);").Close().Close().Line();
        w.Line(GeneratedCode);
        w.Line($"static bool {self}.TryReadPlain(ref {PlainReader} reader, {MaybeNullWhenFalse}out {contract.Name} value) =>");
        w.Indent().Line($"{ContractReader}.TryReadPlain<{contract.Name}, {contract.Codec}>(ref reader, out value);").Unindent().Close();
        w.CloseAll(braces);
    }
}
