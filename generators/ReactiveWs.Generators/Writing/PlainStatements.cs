using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the statements that read members one after the other, as they were written; for objects all of whose members are simple values.</summary>
sealed class PlainStatements(IndentedWriter w)
{
    /// <summary>The types that <c>PlainReader</c> reads.</summary>
    static readonly HashSet<string> s_types = new(StringComparer.Ordinal)
    {
        "string", "bool", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "double", "decimal",
        "global::System.Guid", "global::System.DateTime", "global::System.DateTimeOffset",
    };

    /// <summary>True for objects that can be read so.</summary>
    public static bool Fit(ObjectModel model) => !model.IsAbstract && model.Derived.Count == 0 && model.Members.Count > 0 && model.Members.All(Fits);

    static bool Fits(MemberModel member) =>
        member.IsRead && member.Ignore != IgnoreWhenWriting.Always
        && member.Assignment is Assignment.Parameter or Assignment.Initializer
        && JsonText.PlainName(member.WireName) is not null
        && (member.Shape.Kind == WireKind.EnumNumber || (member.Shape.Kind == WireKind.Scalar && s_types.Contains(member.Shape.Name)));

    /// <summary>Reads a member into a variable that is declared, or declines.</summary>
    /// <param name="member">The member.</param>
    /// <param name="target">The variable.</param>
    /// <param name="temporary">A free name beside it.</param>
    /// <param name="follows">True when another member is known to stand before.</param>
    public void Member(MemberModel member, string target, string temporary, bool follows)
    {
        string name = $"reader.{(follows ? "NextName" : "Name")}({JsonText.PlainName(member.WireName)})";
        bool mayBeAbsent = member.Ignore != IgnoreWhenWriting.Never && !member.IsRequired;
        string missing = mayBeAbsent ? $"{name} && " : $"!{name} || ";
        bool isConverted = member.Shape.Kind == WireKind.EnumNumber || (member.Shape.IsValueType && member.Shape.IsNullable);
        if (!isConverted)
        {
            string read = $"!reader.TryRead(out {target})";
            Decline(missing + (member.Shape.AcceptsNull ? $"(!reader.Null() && {read})" : read));
            return;
        }
        if (mayBeAbsent) w.Open($"if ({name})");
        else Decline($"!{name}");
        if (member.Shape.AcceptsNull) w.Open("if (reader.Null())").Line($"{target} = null;").Close().Open("else");
        string type = member.Shape.Kind == WireKind.EnumNumber ? member.Shape.Expected! : member.Shape.Name;
        Decline($"!reader.TryRead(out {type} {temporary})");
        w.Line($"{target} = {(member.Shape.Kind == WireKind.EnumNumber ? $"({member.Shape.Name})" : "")}{temporary};");
        if (member.Shape.AcceptsNull) w.Close();
        if (mayBeAbsent) w.Close();
        w.Line();
    }

    void Decline(string when) => w.Open($"if ({when})").Line("return false;").Close().Line();
}
