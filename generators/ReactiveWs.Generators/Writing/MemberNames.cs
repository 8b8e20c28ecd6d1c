using ReactiveWs.Generators.Discovery;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Writing;

/// <summary>The local variable of each member of an object; never twice the same, and never one that the template uses itself.</summary>
sealed class MemberNames
{
    static readonly string[] Reserved = ["reader", "writer", "options", "value", "reason", "name", "seen", "items", "item", "probe", "type", "kind"];

    readonly string[] _locals;

    public MemberNames(ObjectModel model)
    {
        var taken = new HashSet<string>(Reserved, StringComparer.Ordinal);
        _locals = [.. model.Members.Select(m => Free(WireNames.CamelCase(m.Name), taken))];
    }

    static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int i = 1; !taken.Add(free); i++) free = name + "Member" + (i == 1 ? "" : i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return free;
    }

    /// <summary>The local that holds the member while reading.</summary>
    public string Local(int member) => Declarations.Escape(_locals[member]);

    /// <summary>A second local beside it.</summary>
    public string Local(int member, string suffix) => _locals[member] + suffix;
}
