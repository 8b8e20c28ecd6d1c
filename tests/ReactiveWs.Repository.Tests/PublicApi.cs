using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ReactiveWs.Repository.Tests;

/// <summary>What an assembly offers to its users, one line per type and member, sorted: a change to it is a changed line in a review.</summary>
internal static class PublicApi
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly) =>
        $"# {assembly.GetName().Name}\n" + Of(assembly.GetExportedTypes());

    public static string Of(IEnumerable<Type> types) =>
        string.Concat(types.OrderBy(type => type.Namespace, StringComparer.Ordinal).ThenBy(CSharpText.Of, StringComparer.Ordinal).Select(type => "\n" + Of(type)));

    static string Of(Type type)
    {
        var members = type.IsEnum ? EnumMembers(type) : IsDelegate(type) ? [] : Members(type);
        return string.Concat(members.Select(member => $"    {member}\n").Prepend(Header(type) + "\n"));
    }

    static string Header(Type type)
    {
        var arguments = type.GetGenericArguments();
        var name = type.Namespace + "." + CSharpText.Of(type).Split('<')[0] + CSharpText.GenericParameters(arguments);
        if (IsDelegate(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"{Attributes(type)}delegate {CSharpText.Of(invoke.ReturnParameter)} {name}({Parameters(invoke)})";
        }

        var parents = Parents(type).ToList();
        return Attributes(type) + Kind(type) + name + (parents.Count > 0 ? " : " + string.Join(", ", parents) : "") + CSharpText.Constraints(arguments);
    }

    static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum ",
        { IsInterface: true } => "interface ",
        { IsValueType: true } => (IsReadOnly(type) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + (IsRecord(type) ? "record struct " : "struct "),
        { IsAbstract: true, IsSealed: true } => "static class ",
        _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record " : "class "),
    };

    static IEnumerable<string> Parents(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? [] : [CSharpText.Of(Enum.GetUnderlyingType(type))];
        }

        var inherited = (type.BaseType?.GetInterfaces() ?? []).Concat(type.GetInterfaces().SelectMany(parent => parent.GetInterfaces()));
        return (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? new[] { parent } : [])
            .Concat(type.GetInterfaces().Except(inherited)
                .Where(parent => parent.IsVisible && !(IsRecord(type) && parent.Name == "IEquatable`1"))
                .OrderBy(CSharpText.Of, StringComparer.Ordinal))
            .Select(CSharpText.Of);
    }

    static IEnumerable<string> EnumMembers(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => $"{Attributes(field)}{field.Name} = {Convert.ChangeType(field.GetRawConstantValue(), Enum.GetUnderlyingType(type), null)}");

    // Constructors first (their names begin with a dot), then by name.
    static IEnumerable<string> Members(Type type) => type.GetMembers(Declared)
        .OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.ToString(), StringComparer.Ordinal)
        .Where(member => member.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
        .Select(member => member switch
        {
            ConstructorInfo constructor when Seen(constructor) => $"{Attributes(constructor)}{Modifiers(constructor)}{type.Name.Split('`')[0]}({Parameters(constructor)})",
            MethodInfo { IsSpecialName: false } method when Seen(method) => Method(method),
            MethodInfo { IsSpecialName: true } method when Seen(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) => Method(method),
            PropertyInfo property when property.GetAccessors(true).Any(Seen) && property.Name != "EqualityContract" => Property(property),
            EventInfo { AddMethod: { } add } ev when Seen(add) => $"{Attributes(ev)}{Modifiers(add)}event {CSharpText.Of(ev.EventHandlerType!)} {ev.Name}",
            FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => Field(field),
            _ => null,
        }).OfType<string>();

    static string Method(MethodInfo method) =>
        $"{Attributes(method)}{Modifiers(method)}{ByRef(method.ReturnParameter)}{CSharpText.Of(method.ReturnParameter)} {method.Name}"
        + $"{CSharpText.GenericParameters(method.GetGenericArguments())}({Parameters(method)}){CSharpText.Constraints(method.GetGenericArguments())}";

    static string Property(PropertyInfo property)
    {
        var first = property.GetAccessors(true).First(Seen);
        var accessors = property.GetAccessors(true).Where(Seen).Select(accessor => Access(accessor, first) + Accessor(accessor));
        var index = property.GetIndexParameters() is { Length: > 0 } ? $"this[{Parameters(property.GetIndexParameters())}]" : property.Name;
        var required = property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ";
        return $"{Attributes(property)}{Modifiers(first)}{required}{ByRef(property.GetMethod?.ReturnParameter)}{CSharpText.Of(property)} {index} {{ {string.Join(' ', accessors)} }}";
    }

    static string Accessor(MethodInfo accessor) =>
        accessor.ReturnType != typeof(void) ? "get;"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;";

    static string Field(FieldInfo field) =>
        $"{Attributes(field)}{(field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : ""))}{CSharpText.Of(field)} {field.Name}"
        + (field.IsLiteral ? $" = {CSharpText.Value(field.GetRawConstantValue(), field.FieldType)}" : "");

    static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + Parameters(method.GetParameters());

    static string Parameters(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "")
        + ByRef(parameter) + $"{CSharpText.Of(parameter)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {CSharpText.Value(parameter.DefaultValue, parameter.ParameterType)}" : "")));

    static string ByRef(ParameterInfo? parameter) => parameter switch
    {
        not { ParameterType.IsByRef: true } => "",
        { IsOut: true } => "out ",
        _ when parameter.IsDefined(typeof(IsReadOnlyAttribute)) || parameter.IsIn => parameter.Position < 0 ? "ref readonly " : "in ",
        _ => "ref ",
    };

    static string Modifiers(MethodBase method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "")
        + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface ? (method.IsAbstract || method.IsStatic ? "" : "default ")
            : !method.IsVirtual || method is not MethodInfo own ? ""
            : own.GetBaseDefinition() != own ? (own.IsFinal ? "sealed override " : "override ")
            : own.IsAbstract ? "abstract " : own.IsFinal ? "" : "virtual ");

    static string Access(MethodInfo accessor, MethodInfo property) =>
        (accessor.IsFamily || accessor.IsFamilyOrAssembly) && property.IsPublic ? "protected " : "";

    static string Attributes(MemberInfo member) => string.Concat(member.GetCustomAttributesData()
        .Where(data => data.AttributeType == typeof(ObsoleteAttribute) || data.AttributeType == typeof(EditorBrowsableAttribute)
            || data.AttributeType == typeof(AttributeUsageAttribute) || data.AttributeType.Assembly == typeof(ReactiveWebSocket).Assembly && data.AttributeType.IsPublic)
        .Select(data => $"[{data.AttributeType.Name[..^"Attribute".Length]}{Arguments(data)}] ")
        .Order(StringComparer.Ordinal));

    static string Arguments(CustomAttributeData data)
    {
        var all = data.ConstructorArguments.Select(argument => CSharpText.Value(argument.Value, argument.ArgumentType))
            .Concat(data.NamedArguments.Select(argument => $"{argument.MemberName} = {CSharpText.Value(argument.TypedValue.Value, argument.TypedValue.ArgumentType)}"));
        return all.ToList() is { Count: > 0 } list ? $"({string.Join(", ", list)})" : "";
    }

    static bool Seen(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    static bool IsDelegate(Type type) => type.BaseType == typeof(MulticastDelegate);

    static bool IsReadOnly(Type type) => type.IsDefined(typeof(IsReadOnlyAttribute));

    static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared)?.IsDefined(typeof(CompilerGeneratedAttribute)) == true;
}
