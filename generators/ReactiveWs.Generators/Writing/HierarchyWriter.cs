using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes what a codec does when its type is the root of a closed hierarchy.</summary>
sealed class HierarchyWriter(IndentedWriter w, ObjectModel model)
{
    /// <summary>The start of <c>WriteMembers</c>: hands a derived object to its own codec. The declared types only, exactly.</summary>
    public void WriteDerivedCases()
    {
        foreach (DerivedModel derived in model.Derived.Where(d => d.Name != model.Name))
        {
            w.Open($"if (value.GetType() == typeof({derived.Name}))");
            WriteDiscriminator(derived);
            w.Line($"{derived.Codec}.WriteMembers(ref writer, ({derived.Name})value);").Line("return;").Close().Line();
        }
        if (model.IsAbstract)
        {
            w.Line($"throw {Writer}.NotDeclared(value);");
            return;
        }
        w.Open($"if (value.GetType() != typeof({model.Name}))").Line($"throw {Writer}.NotDeclared(value);").Close().Line();
        foreach (DerivedModel self in model.Derived.Where(d => d.Name == model.Name)) WriteDiscriminator(self);
    }

    void WriteDiscriminator(DerivedModel derived)
    {
        if (derived.Discriminator is not { } discriminator) return;
        if (derived.IsNumber) w.Line(JsonText.Name(model.TypeProperty)).Line($"writer.Write({discriminator});");
        else w.Lines(JsonText.Constant(model.TypeProperty, discriminator));
    }

    public void WriteTryRead()
    {
        w.Line("/// <inheritdoc/>").Line(GeneratedCode);
        w.Open($"public static bool TryRead({ReadParameters(model.Name)})");
        w.Line("value = default;");
        w.Open($"if (!{ContractReader}.TryBegin(ref reader, out reason) || !{ContractReader}.TryFindType(reader, {Literals.Of(model.TypeProperty)}u8, options, out global::System.ReadOnlySpan<byte> type, out global::System.Text.Json.JsonTokenType kind, out reason))");
        w.Line("return false;").Close().Line();
        foreach (DerivedModel derived in model.Derived.Where(d => d.Discriminator is not null)) WriteCase(derived);
        if (!model.IsAbstract) w.Open("if (kind == global::System.Text.Json.JsonTokenType.None)").Line("return TryReadSelf(ref reader, options, out value, out reason);").Close().Line();
        w.Line($"return {ContractReader}.UnknownType({Literals.Of(model.TypeProperty)}, kind, out value, out reason);").Close().Line();
    }

    void WriteCase(DerivedModel derived)
    {
        bool isSelf = derived.Name == model.Name;
        w.Open($"if (kind == global::System.Text.Json.JsonTokenType.{(derived.IsNumber ? "Number" : "String")} && global::System.MemoryExtensions.SequenceEqual(type, {Literals.Of(derived.Discriminator!)}u8))");
        if (isSelf) w.Line("return TryReadSelf(ref reader, options, out value, out reason);");
        else
        {
            w.Line($"bool isRead = {derived.Codec}.TryRead(ref reader, options, out {derived.Name}? derived, out reason);");
            w.Line("value = derived;").Line("return isRead;");
        }
        w.Close().Line();
    }
}
