using System.Globalization;
using System.Reflection;

namespace ReactiveWs.Repository.Tests;

/// <summary>Types and values of a compiled assembly in C# notation, nullability included.</summary>
internal static class CSharpText
{
    static readonly Dictionary<string, string> s_keywords = new()
    {
        ["System.Void"] = "void", ["System.Object"] = "object", ["System.String"] = "string", ["System.Boolean"] = "bool", ["System.Char"] = "char",
        ["System.Byte"] = "byte", ["System.SByte"] = "sbyte", ["System.Int16"] = "short", ["System.UInt16"] = "ushort", ["System.Int32"] = "int",
        ["System.UInt32"] = "uint", ["System.Int64"] = "long", ["System.UInt64"] = "ulong", ["System.Single"] = "float", ["System.Double"] = "double",
        ["System.Decimal"] = "decimal",
    };

    public static string Of(Type type) => Of(type, null);

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Value(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ when (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } named => $"{named.Name}.{Enum.ToObject(named, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    public static string GenericParameters(IEnumerable<Type> arguments) => arguments.ToList() is { Count: > 0 } list ? $"<{string.Join(", ", list.Select(Variance))}>" : "";

    public static string Constraints(IEnumerable<Type> arguments) => string.Concat(arguments.Select(Constraint));

    static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner, Argument(nullability, 0)) + "?";
        }

        // The read state is the declared one, but for unannotated type parameters.
        var mark = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        return type.IsArray
            ? $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}"
            : Name(type, nullability) + mark;
    }

    static string Name(Type type, NullabilityInfo? nullability)
    {
        if (s_keywords.TryGetValue(type.FullName ?? "", out var keyword))
        {
            return keyword;
        }

        var arguments = type.GetGenericArguments();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
        {
            return $"({string.Join(", ", arguments.Select((argument, i) => Of(argument, Argument(nullability, i))))})";
        }

        var name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!, null)}.{Bare(type)}" : Bare(type);
        return arguments.Length == 0 || type.Name.IndexOf('`', StringComparison.Ordinal) < 0
            ? name
            : $"{name}<{string.Join(", ", arguments.Select((argument, i) => Of(argument, Argument(nullability, i))))}>";
    }

    static string Bare(Type type) => type.Name.Split('`')[0];

    static NullabilityInfo? Argument(NullabilityInfo? nullability, int index) =>
        nullability?.GenericTypeArguments is { } arguments && index < arguments.Length ? arguments[index] : null;

    static string Variance(Type parameter) => (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
    {
        GenericParameterAttributes.Covariant => "out ",
        GenericParameterAttributes.Contravariant => "in ",
        _ => "",
    } + parameter.Name;

    static string Constraint(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        List<string> all = [];
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) { all.Add("class"); }
        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) { all.Add("struct"); }
        all.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !all.Contains("struct")) { all.Add("new()"); }
        if (attributes.HasFlag(GenericParameterAttributes.AllowByRefLike)) { all.Add("allows ref struct"); }
        return all.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", all)}";
    }
}
