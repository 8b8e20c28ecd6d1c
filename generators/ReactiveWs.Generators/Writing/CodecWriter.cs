using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>Writes the codec of one object.</summary>
sealed class CodecWriter
{
    const int BitsPerMask = 64;

    readonly ObjectModel _model;
    readonly IndentedWriter _w;
    readonly MemberNames _names;
    readonly ReadStatements _read;
    readonly PlainStatements _plain;
    readonly WriteStatements _write;

    CodecWriter(IndentedWriter writer, ObjectModel model)
    {
        _w = writer;
        _model = model;
        _names = new MemberNames(model);
        _read = new ReadStatements(writer);
        _plain = new PlainStatements(writer);
        _write = new WriteStatements(writer);
    }

    public static void Write(IndentedWriter writer, ObjectModel model) => new CodecWriter(writer, model).Write();

    void Write()
    {
        _w.Open($"namespace {CodecNames.Namespace}");
        _w.Line($"/// <summary>Reads and writes <c>{Escaped(_model.DisplayName)}</c>.</summary>");
        _w.Open($"internal readonly struct {_model.Codec} : global::ReactiveWs.Typed.IWsCodec<{_model.Name}>");
        WriteFields();
        WriteMembersMethod();
        if (_model.Derived.Count > 0) new HierarchyWriter(_w, _model).WriteTryRead();
        if (!_model.IsAbstract) WriteTryRead();
        if (PlainStatements.Fit(_model)) WriteTryReadPlain();
        WriteNestedMethods();
        WriteInitAccessors();
        _w.Close().Close();
    }

    static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;");

    void WriteFields()
    {
        if (_model.IsAbstract || _model.Members.All(m => !m.IsRequired)) return;
        _w.Line(GeneratedCode);
        _w.Line($"private static readonly string[] s_members = [{string.Join(", ", _model.Members.Select(m => Literals.Of(m.WireName)))}];");
        _w.Line();
    }

    void WriteMembersMethod()
    {
        _w.Line("/// <inheritdoc/>").Line(GeneratedCode);
        _w.Open($"public static void WriteMembers(ref {Writer} writer, {_model.Name} value)");
        if (_model.Derived.Count > 0) new HierarchyWriter(_w, _model).WriteDerivedCases();
        if (!_model.IsAbstract) WriteEachMember();
        _w.Close().Line();
    }

    void WriteEachMember()
    {
        bool follows = false;
        for (int i = 0; i < _model.Members.Count; i++)
        {
            MemberModel member = _model.Members[i];
            if (member.Ignore == IgnoreWhenWriting.Always) continue;
            _write.Member(member, _names.Local(i), follows);
            follows |= member.Ignore == IgnoreWhenWriting.Never;
        }
    }

    void WriteTryRead()
    {
        bool isWhole = _model.Derived.Count == 0;
        if (isWhole) _w.Line("/// <inheritdoc/>");
        _w.Line(GeneratedCode);
        _w.Open($"{(isWhole ? "public static bool TryRead" : "private static bool TryReadSelf")}({ReadParameters(_model.Name)})");
        _w.Open($"if (!{ContractReader}.TryBegin(ref reader, out reason))").Line("value = default;").Line("return false;").Close().Line();
        WriteLocals();
        WriteLoop();
        WriteRequiredCheck();
        WriteConstruction();
        _w.Line("return true;").Close().Line();
    }

    void WriteLocals()
    {
        WriteVariables();
        for (int mask = 0; mask * BitsPerMask < _model.Members.Count; mask++) _w.Line($"ulong {Seen(mask)} = 0;");
    }

    void WriteVariables()
    {
        for (int i = 0; i < _model.Members.Count; i++)
        {
            MemberModel member = _model.Members[i];
            if (!member.IsRead && member.Assignment == Assignment.None) continue;
            string type = member.Shape.IsValueType ? member.Shape.AnnotatedName : member.Shape.Name + "?";
            _w.Line($"{type} {_names.Local(i)} = {(member.DefaultValue is { } initial && initial != "null!" ? initial : "default")};");
        }
    }

    void WriteTryReadPlain()
    {
        _w.Line("/// <inheritdoc/>").Line(GeneratedCode);
        _w.Open($"public static bool TryReadPlain(ref {PlainReader} reader, {MaybeNullWhenFalse}out {_model.Name} value)");
        _w.Line("value = default;");
        WriteVariables();
        bool follows = false;
        for (int i = 0; i < _model.Members.Count; i++)
        {
            _plain.Member(_model.Members[i], _names.Local(i), _names.Local(i, "Value"), follows);
            follows |= _model.Members[i].Ignore == IgnoreWhenWriting.Never;
        }
        _w.Open("if (!reader.End())").Line("return false;").Close().Line();
        WriteConstruction();
        _w.Line("return true;").Close().Line();
    }

    static string Seen(int mask) => mask == 0 ? "seen" : $"seen{mask}";

    static string SeenOf(int member) => Seen(member / BitsPerMask);

    static string Bit(int member) => $"0x{1UL << (member % BitsPerMask):X}UL";

    void WriteLoop()
    {
        bool usesName = _model.RejectsUnknown || _model.Members.Count > 0;
        _w.Open($"while ({ContractReader}.NextMember(ref reader))");
        if (usesName) _w.Line($"global::System.ReadOnlySpan<byte> name = {ContractReader}.Name(ref reader);");
        if (_model.Members.Count > 0) WriteSwitch();
        if (_model.RejectsUnknown)
        {
            _w.Open($"if (!{ContractReader}.IsEnvelopeMember(ref reader, name, options))");
            _w.Line($"return {ContractReader}.Unknown(name, out value, out reason);").Close().Line();
        }
        _w.Line("reader.Skip();").Close().Line();
    }

    void WriteSwitch()
    {
        _w.Open("switch (name.Length)");
        foreach ((MemberModel member, int i) in _model.Members.Select((m, i) => (m, i)).OrderBy(m => System.Text.Encoding.UTF8.GetByteCount(m.m.WireName)))
        {
            string wireName = Literals.Of(member.WireName);
            _w.Line($"case {System.Text.Encoding.UTF8.GetByteCount(member.WireName)} when global::System.MemoryExtensions.SequenceEqual(name, {wireName}u8):").Indent();
            _w.Open($"if (({SeenOf(i)} & {Bit(i)}) != 0 && !options.AllowDuplicates)");
            _w.Line($"return {ContractReader}.Duplicate({wireName}, out value, out reason);").Close().Line();
            _w.Line($"{SeenOf(i)} |= {Bit(i)};");
            if (member.IsRead)
            {
                _w.Line("reader.Read();");
                _read.Value(member.Shape, _names.Local(i), _names.Local(i, "Value"), member.Name, wireName);
            }
            else
            {
                _w.Line("reader.Skip();");
            }
            _w.Line("continue;").Unindent();
        }
        _w.Close().Line();
    }

    void WriteRequiredCheck()
    {
        for (int mask = 0; mask * BitsPerMask < _model.Members.Count; mask++)
        {
            ulong required = 0;
            for (int i = mask * BitsPerMask; i < Math.Min(_model.Members.Count, (mask + 1) * BitsPerMask); i++)
            {
                if (_model.Members[i].IsRequired) required |= 1UL << (i % BitsPerMask);
            }
            if (required == 0) continue;
            string names = _model.Members.Count <= BitsPerMask ? "s_members" : $"global::System.MemoryExtensions.AsSpan(s_members, {mask * BitsPerMask})";
            _w.Open($"if (({Seen(mask)} & 0x{required:X}UL) != 0x{required:X}UL)");
            _w.Line($"return {ContractReader}.Missing(~{Seen(mask)} & 0x{required:X}UL, {names}, out value, out reason);").Close().Line();
        }
    }

    void WriteConstruction()
    {
        string arguments = string.Join(", ", _model.Arguments.Select(a => a.Member < 0 ? a.Literal! : _names.Local(a.Member) + Forgive(_model.Members[a.Member])));
        string[] initializers = [.. Assigned(Assignment.Initializer).Select(i => $"{Declarations.Escape(_model.Members[i].Name)} = {_names.Local(i)}{Forgive(_model.Members[i])}")];
        _w.Line($"value = new {_model.Name}({arguments}){(initializers.Length == 0 ? "" : " { " + string.Join(", ", initializers) + " }")};");
        foreach (int i in Assigned(Assignment.Setter).Concat(Assigned(Assignment.InitAccessor)).OrderBy(i => i))
        {
            MemberModel member = _model.Members[i];
            string local = _names.Local(i) + Forgive(member);
            string assignment = member.Assignment == Assignment.Setter
                ? $"value.{Declarations.Escape(member.Name)} = {local};"
                : $"Set{member.Name}({(_model.IsValueType ? "ref " : "")}value, {local});";
            _w.Line($"if (({SeenOf(i)} & {Bit(i)}) != 0) {assignment}");
        }
    }

    IEnumerable<int> Assigned(Assignment assignment) => Enumerable.Range(0, _model.Members.Count).Where(i => _model.Members[i].Assignment == assignment);

    static string Forgive(MemberModel member) => member.Shape.IsValueType ? "" : "!";

    void WriteNestedMethods()
    {
        foreach (MemberModel member in _model.IsAbstract ? [] : _model.Members)
        {
            if (member.IsRead) _read.NestedMethods(member.Shape, member.Name);
            if (member.Ignore != IgnoreWhenWriting.Always) _write.NestedMethods(member.Shape, member.Name);
        }
    }

    void WriteInitAccessors()
    {
        foreach (int i in Assigned(Assignment.InitAccessor))
        {
            MemberModel member = _model.Members[i];
            _w.Line($"// '{member.Name}' is init-only and may start with a value of its own, which stays when the member is absent.");
            _w.Line(GeneratedCode);
            _w.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = \"set_{member.Name}\")]");
            _w.Line($"private static extern void Set{member.Name}({(_model.IsValueType ? "ref " : "")}{member.DeclaringType} target, {member.Shape.AnnotatedName} value);");
            _w.Line();
        }
    }
}
