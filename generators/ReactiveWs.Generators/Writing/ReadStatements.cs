using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the statements that read values, and the methods for arrays and dictionaries among them.</summary>
sealed class ReadStatements(IndentedWriter w)
{
    /// <summary>Reads the value the reader is on into a variable, or refuses.</summary>
    /// <param name="shape">What it is.</param>
    /// <param name="target">The variable.</param>
    /// <param name="temporary">A free name beside it.</param>
    /// <param name="method">The end of the names of methods for nested values.</param>
    /// <param name="place">C# for what <c>Refuse</c> is told: a name or an index.</param>
    public void Value(TypeShape shape, string target, string temporary, string method, string place)
    {
        string refusal = $"return {ContractReader}.Refuse({place}, ref reason, out value);";
        bool isConverted = shape.Kind == WireKind.EnumNumber || (shape.IsValueType && shape.IsNullable);
        string start = "if";
        if (shape.AcceptsNull)
        {
            w.Open($"if ({ContractReader}.IsNull(ref reader))").Line($"{target} = null;").Close();
            start = "else if";
        }
        if (!isConverted)
        {
            w.Open($"{start} (!{Call(shape, "out " + target, method)})").Line(refusal).Close().Line();
            return;
        }
        string type = shape.Kind == WireKind.EnumNumber ? shape.Expected! : shape.Name;
        string cast = shape.Kind == WireKind.EnumNumber ? $"({shape.Name}){temporary}" : temporary;
        w.Open($"{start} ({Call(shape, $"out {type} {temporary}", method)})").Line($"{target} = {cast};").Close();
        w.Open("else").Line(refusal).Close().Line();
    }

    static string Call(TypeShape shape, string target, string method) => shape.Kind switch
    {
        WireKind.Number => $"{NumberText}.TryRead(ref reader, (global::System.Text.Json.Serialization.JsonNumberHandling){shape.NumberHandling}, {target}, out reason)",
        WireKind.EnumName => $"{ContractReader}.TryReadEnumName(ref reader, {target}, out reason)",
        WireKind.Object => $"{shape.Codec}.TryRead(ref reader, options, {target}, out reason)",
        WireKind.Sequence or WireKind.Dictionary => $"TryRead{method}(ref reader, options, {target}, out reason)",
        WireKind.Foreign => $"{ContractReader}.TryReadForeign(ref reader, options, {target}, out reason)",
        _ => $"{ContractReader}.TryRead(ref reader, {target}, out reason)",
    };

    /// <summary>The methods for arrays and dictionaries inside a value, outermost first.</summary>
    public void NestedMethods(TypeShape shape, string method)
    {
        if (shape.Kind is not (WireKind.Sequence or WireKind.Dictionary)) return;
        if (shape.Kind == WireKind.Sequence) Sequence(shape, method);
        else Dictionary(shape, method);
        NestedMethods(shape.Element!, method + "Element");
    }

    void Sequence(TypeShape shape, string method)
    {
        TypeShape element = shape.Element!;
        bool isImmutable = shape.Sequence == SequenceKind.ImmutableArray;
        w.Line(GeneratedCode);
        w.Open($"private static bool TryRead{method}({ReadParameters(shape.Name)})");
        w.Open($"if (!{ContractReader}.TryBeginArray(ref reader, out reason))").Line("value = default;").Line("return false;").Close().Line();
        w.Line(isImmutable
            ? $"var items = global::System.Collections.Immutable.ImmutableArray.CreateBuilder<{element.AnnotatedName}>();"
            : $"var items = new global::System.Collections.Generic.List<{element.AnnotatedName}>();");
        w.Open($"while ({ContractReader}.NextElement(ref reader))");
        Element(element, method, "items.Count");
        w.Line($"items.Add(item{(element.IsValueType ? "" : "!")});").Close().Line();
        w.Line(shape.Sequence switch
        {
            SequenceKind.Array => "value = items.ToArray();",
            SequenceKind.ImmutableArray => "value = items.DrainToImmutable();",
            _ => "value = items;",
        });
        w.Line("return true;").Close().Line();
    }

    void Dictionary(TypeShape shape, string method)
    {
        TypeShape element = shape.Element!;
        w.Line(GeneratedCode);
        w.Open($"private static bool TryRead{method}({ReadParameters(shape.Name)})");
        w.Open($"if (!{ContractReader}.TryBegin(ref reader, out reason))").Line("value = default;").Line("return false;").Close().Line();
        w.Line($"var items = new global::System.Collections.Generic.Dictionary<string, {element.AnnotatedName}>();");
        w.Open($"while ({ContractReader}.NextMember(ref reader))");
        w.Line("string name = reader.GetString()!;");
        w.Open("if (!options.AllowDuplicates && items.ContainsKey(name))").Line($"return {ContractReader}.Duplicate(name, out value, out reason);").Close().Line();
        w.Line("reader.Read();");
        Element(element, method, "name");
        w.Line($"items[name] = item{(element.IsValueType ? "" : "!")};").Close().Line();
        w.Line("value = items;").Line("return true;").Close().Line();
    }

    void Element(TypeShape element, string method, string place)
    {
        w.Line($"{(element.IsValueType ? element.AnnotatedName : element.Name + "?")} item;");
        Value(element, "item", "itemValue", method + "Element", place);
    }
}
