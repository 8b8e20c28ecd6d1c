using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the statements that write values, and the methods for arrays and dictionaries among them.</summary>
sealed class WriteStatements(IndentedWriter w)
{
    /// <summary>Writes a member with its name.</summary>
    /// <param name="member">The member.</param>
    /// <param name="local">A free name.</param>
    /// <param name="follows">True when another member is known to stand before.</param>
    public void Member(MemberModel member, string local, bool follows)
    {
        TypeShape shape = member.Shape;
        string source = $"value.{Declarations.Escape(member.Name)}";
        bool canBeNull = shape.IsNullable || shape.AcceptsNull;
        switch (member.Ignore)
        {
            case IgnoreWhenWriting.Null or IgnoreWhenWriting.Default when canBeNull || !shape.IsValueType:
                w.Open($"if ({source} is {{ }} {local})");
                Present(member, local, follows);
                w.Close();
                break;
            case IgnoreWhenWriting.Default:
                w.Open($"if (!global::System.Collections.Generic.EqualityComparer<{shape.Name}>.Default.Equals({source}, default))");
                Present(member, source, follows);
                w.Close();
                break;
            case var _ when canBeNull:
                w.Open($"if ({source} is {{ }} {local})");
                Present(member, local, follows);
                w.Close().Open("else").Lines(JsonText.Null(member.WireName, follows)).Close();
                break;
            default:
                Present(member, shape.IsValueType ? source : $"{Writer}.NotNull({source}, {Literals.Of(member.WireName)})", follows);
                break;
        }
    }

    void Present(MemberModel member, string source, bool follows)
    {
        w.Line(JsonText.Name(member.WireName, follows));
        Value(member.Shape, source, member.Name);
    }

    void Value(TypeShape shape, string source, string method)
    {
        if (shape.Kind == WireKind.Object)
        {
            w.Line("writer.StartObject();").Line($"{shape.Codec}.WriteMembers(ref writer, {source});").Line("writer.EndObject();");
            return;
        }
        w.Line(shape.Kind switch
        {
            WireKind.Number => $"writer.Write({source}, (global::System.Text.Json.Serialization.JsonNumberHandling){shape.NumberHandling});",
            WireKind.EnumNumber => $"writer.Write(({shape.Expected}){source});",
            WireKind.EnumName => $"writer.WriteEnumName({source});",
            WireKind.Sequence or WireKind.Dictionary => $"Write{method}(ref writer, {source});",
            WireKind.Foreign => $"writer.WriteForeign({source});",
            _ => $"writer.Write({source});",
        });
    }

    /// <summary>The methods for arrays and dictionaries inside a value, outermost first.</summary>
    public void NestedMethods(TypeShape shape, string method)
    {
        if (shape.Kind is not (WireKind.Sequence or WireKind.Dictionary)) return;
        bool isSequence = shape.Kind == WireKind.Sequence;
        TypeShape element = shape.Element!;
        w.Line(GeneratedCode);
        w.Open($"private static void Write{method}(ref {Writer} writer, {shape.Name} value)");
        w.Line($"writer.Start{(isSequence ? "Array" : "Object")}();");
        w.Open($"foreach ({(isSequence ? element.AnnotatedName : $"global::System.Collections.Generic.KeyValuePair<string, {element.AnnotatedName}>")} item in {Items(shape)})");
        w.Line(isSequence ? "writer.Element();" : "writer.Name(item.Key);");
        Element(element, isSequence ? "item" : "item.Value", method + "Element");
        w.Close();
        w.Line($"writer.End{(isSequence ? "Array" : "Object")}();").Close().Line();
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
        w.Close().Open("else").Line("writer.WriteNull();").Close();
    }
}
