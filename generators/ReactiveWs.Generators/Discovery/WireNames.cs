using System.Text;

namespace ReactiveWs.Generators.Discovery;

/// <summary>Names on the wire and names of what is generated.</summary>
static class WireNames
{
    /// <summary>The same as <c>JsonNamingPolicy.CamelCase</c>: an upper-case run is lowered up to the letter that starts the next word.</summary>
    public static string CamelCase(string name)
    {
        if (name.Length == 0 || !char.IsUpper(name[0])) return name;
        char[] letters = name.ToCharArray();
        for (int i = 0; i < letters.Length; i++)
        {
            if (i == 1 && !char.IsUpper(letters[i])) break;
            bool hasNext = i + 1 < letters.Length;
            if (i > 0 && hasNext && !char.IsUpper(letters[i + 1]))
            {
                if (letters[i + 1] == ' ') letters[i] = char.ToLowerInvariant(letters[i]);
                break;
            }
            letters[i] = char.ToLowerInvariant(letters[i]);
        }
        return new string(letters);
    }

    /// <summary>The name of the stream of a message: <c>Said</c> → <c>Saids</c>, <c>Box</c> → <c>Boxes</c>, <c>Query</c> → <c>Queries</c>.</summary>
    public static string Plural(string name)
    {
        if (EndsWithAny(name, "s", "x", "z", "ch", "sh")) return name + "es";
        if (name.Length > 1 && name[name.Length - 1] is 'y' or 'Y' && !IsVowel(name[name.Length - 2]))
        {
            return name.Substring(0, name.Length - 1) + "ies";
        }
        return name + "s";
    }

    /// <summary>A C# identifier for a fully qualified name; different names give different identifiers.</summary>
    public static string Identifier(string fullName)
    {
        var identifier = new StringBuilder(fullName.Length);
        string name = fullName.StartsWith("global::", StringComparison.Ordinal) ? fullName.Substring("global::".Length) : fullName;
        foreach (char c in name)
        {
            if (c == '_') identifier.Append("__");
            else if (c == '.') identifier.Append('_');
            else if (c == '@') continue;
            else if (char.IsLetterOrDigit(c)) identifier.Append(c);
            else identifier.Append('_');
        }
        // What angle brackets and commas were cannot be told from underscores any more.
        if (name.IndexOf('<') >= 0) identifier.Append('_').Append(StableHash(fullName));
        if (identifier.Length > 0 && char.IsDigit(identifier[0])) identifier.Insert(0, '_');
        return identifier.ToString();
    }

    /// <summary>A file name for a metadata name; never longer than the file systems of all platforms take.</summary>
    public static string HintName(string metadataName)
    {
        const int longest = 180;
        string name = metadataName.Length <= longest ? metadataName : metadataName.Substring(0, longest) + "." + StableHash(metadataName);
        return name + ".g.cs";
    }

    /// <summary>Eight hexadecimal digits that depend on nothing but the text (FNV-1a).</summary>
    public static string StableHash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text) hash = unchecked((hash ^ c) * 16777619);
        return hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }

    static bool EndsWithAny(string name, params string[] endings) =>
        endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    static bool IsVowel(char c) => char.ToLowerInvariant(c) is 'a' or 'e' or 'i' or 'o' or 'u';
}
