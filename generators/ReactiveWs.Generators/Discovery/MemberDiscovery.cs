using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Describes the members of an object and how they are set.</summary>
sealed class MemberDiscovery(TypeGraph graph, INamedTypeSymbol type, IMethodSymbol? constructor)
{
    /// <summary>Asked for once: the compiler makes a new array each time.</summary>
    readonly ImmutableArray<IParameterSymbol> _parameters = constructor?.Parameters ?? [];

    /// <summary>Why the last question had no answer.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>A member with the property it came from.</summary>
    public readonly record struct Found(MemberModel Model, IPropertySymbol Property);

    /// <summary>Declared properties first, then those of the base types: the order in which <c>System.Text.Json</c> writes them.</summary>
    public static List<IPropertySymbol> PropertiesOf(INamedTypeSymbol type)
    {
        var properties = new List<IPropertySymbol>();
        for (INamedTypeSymbol? part = type; part is { SpecialType: SpecialType.None }; part = part.BaseType)
        {
            int declared = properties.Count;
            foreach (ISymbol member in part.GetMembers())
            {
                if (member is not IPropertySymbol { IsStatic: false, IsIndexer: false } property) continue;
                if (IsOnTheWire(property) && !IsHidden(property, properties, declared) && property.ExplicitInterfaceImplementations.Length == 0) properties.Add(property);
            }
        }
        return properties;
    }

    /// <summary>True when a more derived type has a property of that name.</summary>
    static bool IsHidden(IPropertySymbol property, List<IPropertySymbol> properties, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (properties[i].Name == property.Name) return true;
        }
        return false;
    }

    static bool IsOnTheWire(IPropertySymbol property) =>
        property.DeclaredAccessibility == Accessibility.Public || Symbols.Json(property, "JsonIncludeAttribute") is not null;

    /// <summary>The members in wire order; null when one has no wire form, which was reported.</summary>
    public List<Found>? Members(List<IPropertySymbol> properties)
    {
        var members = new List<Found>(properties.Count);
        bool complete = !HasIncludedField();
        bool isOrdered = false;
        foreach (IPropertySymbol property in properties)
        {
            graph.Cancellation.ThrowIfCancellationRequested();
            if (ConditionOf(property) == 1 || IsComputed(property)) continue;
            if (Describe(property) is not { } member) complete = false;
            else if (WithName(member.WireName, members) is { } other) complete = Refuse(property, member.WireName, other);
            else members.Add(new Found(member, property));
            isOrdered |= OrderOf(property) != 0;
        }
        if (!complete) return null;
        return isOrdered ? [.. members.OrderBy(m => OrderOf(m.Property))] : members;
    }

    static string? WithName(string wireName, List<Found> members)
    {
        foreach (Found member in members)
        {
            if (member.Model.WireName == wireName) return member.Property.Name;
        }
        return null;
    }

    bool Refuse(IPropertySymbol property, string wireName, string other)
    {
        graph.Report(ProblemId.NameTwice, property, property.Name, wireName, other);
        return false;
    }

    bool HasIncludedField()
    {
        bool found = false;
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsImplicitlyDeclared: false } field || Symbols.Json(field, "JsonIncludeAttribute") is null) continue;
            graph.Report(ProblemId.NoWireForm, field, field.Name, Symbols.ShortName(field.Type), "is a field; make it a property");
            found = true;
        }
        return found;
    }

    MemberModel? Describe(IPropertySymbol property)
    {
        if (ConverterProblem(property) is { } converter) return NoWireForm(property, converter);
        if (!Symbols.IsReachable(property, graph.Assembly)) return NoWireForm(property, "is included but not accessible to generated code");
        var shapes = new ShapeDiscovery(graph);
        if (shapes.Of(property.Type, NumberHandlingOf(property)) is not { } shape) return NoWireForm(property, shapes.Reason);
        if (Symbols.Json(property, "JsonConverterAttribute") is not null) shape = shape with { Kind = WireKind.EnumName };

        IParameterSymbol? parameter = ParameterFor(property);
        int condition = ConditionOf(property);
        bool isRead = condition != 5 && (parameter is not null || IsSettable(property));
        Assignment assignment = AssignmentOf(property, parameter, isRead);
        return new MemberModel(
            property.Name,
            WireNameOf(property),
            shape,
            assignment,
            isRead && IsRequired(property, parameter),
            IgnoreOf(condition, shape),
            isRead,
            parameter is null ? null : Literals.DefaultOf(parameter),
            assignment == Assignment.InitAccessor ? Symbols.NameOf(property.ContainingType) : null);
    }

    MemberModel? NoWireForm(IPropertySymbol property, string reason)
    {
        graph.Report(ProblemId.NoWireForm, property, property.Name, Symbols.ShortName(property.Type), reason);
        return null;
    }

    static string? ConverterProblem(IPropertySymbol property)
    {
        if (Symbols.Json(property, "JsonConverterAttribute") is not { } converter) return null;
        ITypeSymbol type = property.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : property.Type;
        return type.TypeKind == TypeKind.Enum && ShapeDiscovery.IsEnumName(converter) ? null : "has a [JsonConverter] on the member, which is not supported";
    }

    /// <summary>Derivable from the rest, so not on the wire: no setter, no constructor parameter, and not asked for.</summary>
    bool IsComputed(IPropertySymbol property) =>
        property.SetMethod is null && ParameterFor(property) is null && Symbols.Json(property, "JsonIncludeAttribute") is null;

    IParameterSymbol? ParameterFor(IPropertySymbol property)
    {
        foreach (IParameterSymbol parameter in _parameters)
        {
            if (Matches(property, parameter)) return parameter;
        }
        return null;
    }

    static bool Matches(IPropertySymbol property, IParameterSymbol parameter) =>
        string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type);

    bool IsSettable(IPropertySymbol property) =>
        property.SetMethod is { } setter
        && (setter.DeclaredAccessibility == Accessibility.Public
            || (Symbols.Json(property, "JsonIncludeAttribute") is not null && Symbols.IsReachable(setter, graph.Assembly)));

    bool IsRequired(IPropertySymbol property, IParameterSymbol? parameter) =>
        Symbols.Json(property, "JsonRequiredAttribute") is not null
        || (property.IsRequired && !SetsRequiredMembers())
        || parameter is { HasExplicitDefaultValue: false };

    bool SetsRequiredMembers() =>
        constructor is not null && Symbols.Attribute(constructor, "System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute") is not null;

    Assignment AssignmentOf(IPropertySymbol property, IParameterSymbol? parameter, bool isRead)
    {
        if (parameter is not null) return Assignment.Parameter;
        if (property.IsRequired && !SetsRequiredMembers()) return Assignment.Initializer;
        if (!isRead) return Assignment.None;
        if (!property.SetMethod!.IsInitOnly) return Assignment.Setter;
        return StartsAsDefault(property) ? Assignment.Initializer : Assignment.InitAccessor;
    }

    /// <summary>True when the property has its type's default value after construction, so that setting just that changes nothing.</summary>
    bool StartsAsDefault(IPropertySymbol property)
    {
        if (!SymbolEqualityComparer.Default.Equals(property.ContainingType, type)) return false;
        if (property.DeclaringSyntaxReferences is not [var reference]) return false;
        if (reference.GetSyntax(graph.Cancellation) is not PropertyDeclarationSyntax { Initializer: null }) return false;
        return constructor is null or { IsImplicitlyDeclared: true }
            || constructor.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax(graph.Cancellation) is TypeDeclarationSyntax;
    }

    bool IsFor(IPropertySymbol property, IParameterSymbol parameter) =>
        Matches(property, parameter) && SymbolEqualityComparer.Default.Equals(ParameterFor(property), parameter);

    /// <summary>What the constructor is called with; null when a parameter belongs to no member.</summary>
    public EquatableArray<ConstructorArgument>? Arguments(List<Found> members, List<IPropertySymbol> properties)
    {
        if (constructor is null) return EquatableArray<ConstructorArgument>.Empty;
        var arguments = new List<ConstructorArgument>();
        foreach (IParameterSymbol parameter in _parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In)) return Fail($"its constructor takes '{parameter.Name}' by reference");
            int member = 0;
            while (member < members.Count && !IsFor(members[member].Property, parameter)) member++;
            if (member == members.Count) member = -1;
            if (member < 0 && !properties.Any(p => IsFor(p, parameter)))
            {
                return Fail($"its constructor parameter '{parameter.Name}' has no property of the same name and type");
            }
            arguments.Add(new ConstructorArgument(member, member < 0 ? Literals.DefaultOf(parameter) : null));
        }
        return members.Any(m => m.Model.Assignment == Assignment.Parameter && m.Property.IsRequired && !SetsRequiredMembers())
            ? Fail("a required property is also a constructor parameter; mark the constructor with [SetsRequiredMembers]")
            : arguments.ToEquatableArray();
    }

    EquatableArray<ConstructorArgument>? Fail(string problem)
    {
        Problem = problem;
        return null;
    }

    int NumberHandlingOf(IPropertySymbol property)
    {
        AttributeData? attribute = Symbols.Json(property, "JsonNumberHandlingAttribute") ?? Symbols.Json(type, "JsonNumberHandlingAttribute");
        return attribute is null ? 0 : Symbols.First<int>(attribute);
    }

    static int ConditionOf(IPropertySymbol property) =>
        Symbols.Json(property, "JsonIgnoreAttribute") is { } attribute ? Symbols.Named(attribute, "Condition", 1) : 0;

    static IgnoreWhenWriting IgnoreOf(int condition, TypeShape shape) => condition switch
    {
        2 => IgnoreWhenWriting.Default,
        3 when shape.IsNullable || !shape.IsValueType => IgnoreWhenWriting.Null,
        4 => IgnoreWhenWriting.Always,
        _ => IgnoreWhenWriting.Never,
    };

    static string WireNameOf(IPropertySymbol property) =>
        Symbols.Json(property, "JsonPropertyNameAttribute") is { } attribute && Symbols.First<string>(attribute) is { } name
            ? name
            : WireNames.CamelCase(property.Name);

    static int OrderOf(IPropertySymbol property) =>
        Symbols.Json(property, "JsonPropertyOrderAttribute") is { } attribute ? Symbols.First<int>(attribute) : 0;
}
