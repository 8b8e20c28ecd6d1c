using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the statements that write values, and the methods for arrays and dictionaries among them.</summary>
sealed class WriteStatements(IndentedWriter w)
{
    /// <summary>Writes a member with its name.</summary>
    /// <param name="member">The member.</param>
    /// <param name="name">C# for its JSON name.</param>
    /// <param name="local">A free name.</param>
    public void Member(MemberModel member, string name, string local)
    {
        TypeShape shape = member.Shape;
        string source = $"value.{Declarations.Escape(member.Name)}";
        bool canBeNull = shape.IsNullable || shape.AcceptsNull;
        switch (member.Ignore)
        {
            case IgnoreWhenWriting.Null or IgnoreWhenWriting.Default when canBeNull || !shape.IsValueType:
                w.Open($"if ({source} is {{ }} {local})");
                Present(shape, name, local, member.Name);
                w.Close();
                break;
            case IgnoreWhenWriting.Default:
                w.Open($"if (!global::System.Collections.Generic.EqualityComparer<{shape.Name}>.Default.Equals({source}, default))");
                Present(shape, name, source, member.Name);
                w.Close();
                break;
            default:
                Always(member, shape, name, local, source, canBeNull);
                break;
        }
    }

    void Always(MemberModel member, TypeShape shape, string name, string local, string source, bool canBeNull)
    {
        if (!canBeNull)
        {
            Present(shape, name, shape.IsValueType ? source : $"{ContractWriter}.NotNull({source}, {Literals.Of(member.WireName)})", member.Name);
            return;
        }
        w.Open($"if ({source} is {{ }} {local})");
        Present(shape, name, local, member.Name);
        w.Close().Open("else").Line($"writer.WriteNull({name});").Close();
    }

    void Present(TypeShape shape, string name, string source, string method)
    {
        string? call = shape.Kind == WireKind.EnumNumber ? $"WriteNumber({name}, ({shape.Expected}){source})" : shape.Writes switch
        {
            ScalarWriting.String => $"WriteString({name}, {source})",
            ScalarWriting.Number => $"WriteNumber({name}, {source})",
            ScalarWriting.Boolean => $"WriteBoolean({name}, {source})",
            ScalarWriting.Base64 => $"WriteBase64String({name}, {source})",
            _ => null,
        };
        if (call is not null)
        {
            w.Line($"writer.{call};");
            return;
        }
        w.Line($"writer.WritePropertyName({name});");
        Value(shape, source, method);
    }

    void Value(TypeShape shape, string source, string method)
    {
        if (shape.Kind == WireKind.Object)
        {
            w.Line("writer.WriteStartObject();").Line($"{shape.Codec}.WriteMembers(writer, {source}, options);").Line("writer.WriteEndObject();");
            return;
        }
        w.Line(shape.Kind switch
        {
            WireKind.Number => $"{NumberText}.Write(writer, {source}, (global::System.Text.Json.Serialization.JsonNumberHandling){shape.NumberHandling});",
            WireKind.EnumNumber => $"writer.WriteNumberValue(({shape.Expected}){source});",
            WireKind.EnumName => $"{ContractWriter}.WriteEnumName(writer, {source});",
            WireKind.Sequence or WireKind.Dictionary => $"Write{method}(writer, {source}, options);",
            WireKind.Foreign => $"{ContractWriter}.WriteForeign(writer, {source}, options);",
            _ => Scalar(shape, source),
        });
    }

    static string Scalar(TypeShape shape, string source) => shape.Writes switch
    {
        ScalarWriting.String => $"writer.WriteStringValue({source});",
        ScalarWriting.Number => $"writer.WriteNumberValue({source});",
        ScalarWriting.Boolean => $"writer.WriteBooleanValue({source});",
        ScalarWriting.Base64 => $"writer.WriteBase64StringValue({source});",
        _ => $"{ContractWriter}.Write(writer, {source});",
    };

    /// <summary>The methods for arrays and dictionaries inside a value, outermost first.</summary>
    public void NestedMethods(TypeShape shape, string method)
    {
        if (shape.Kind is not (WireKind.Sequence or WireKind.Dictionary)) return;
        bool isSequence = shape.Kind == WireKind.Sequence;
        TypeShape element = shape.Element!;
        w.Line(GeneratedCode);
        w.Open($"private static void Write{method}({Writer} writer, {shape.Name} value, {Options} options)");
        w.Line($"writer.WriteStart{(isSequence ? "Array" : "Object")}();");
        w.Open($"foreach ({(isSequence ? element.AnnotatedName : $"global::System.Collections.Generic.KeyValuePair<string, {element.AnnotatedName}>")} item in {Items(shape)})");
        if (!isSequence) w.Line("writer.WritePropertyName(item.Key);");
        Element(element, isSequence ? "item" : "item.Value", method + "Element");
        w.Close();
        w.Line($"writer.WriteEnd{(isSequence ? "Array" : "Object")}();").Close().Line();
        NestedMethods(element, method + "Element");
    }

    /// <summary>An immutable array that was never set is written as an empty one.</summary>
    static string Items(TypeShape shape) => shape.Sequence == SequenceKind.ImmutableArray ? "value.AsSpan()" : "value";

    void Element(TypeShape element, string source, string method)
    {
        if (!element.IsNullable && !element.AcceptsNull)
        {
            Value(element, source, method);
            return;
        }
        w.Open($"if ({source} is {{ }} element)");
        Value(element, "element", method);
        w.Close().Open("else").Line("writer.WriteNullValue();").Close();
    }
}
