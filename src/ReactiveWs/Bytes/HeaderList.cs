using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ReactiveWs.Bytes;

/// <summary>
/// The headers of a message, names without regard to case. Holds the bytes as they came, and makes names and lists of values only when asked.
/// </summary>
/// <param name="fields">Field lines that <see cref="HeadReader"/> has checked, each with its line end; nothing after them but the empty line.</param>
internal sealed class HeaderList(ReadOnlyMemory<byte> fields) : IReadOnlyDictionary<string, IReadOnlyList<string>>
{
    Dictionary<string, IReadOnlyList<string>>? _byName;

    /// <summary>No headers.</summary>
    public static HeaderList Empty { get; } = new(default);

    /// <summary>Headers that somebody else has read, as <see cref="HttpClient"/> does.</summary>
    public static HeaderList From(IEnumerable<KeyValuePair<string, string>> headers) =>
        new(Encoding.Latin1.GetBytes(new StringBuilder().AppendFields(headers).ToString()));

    public IReadOnlyList<string> this[string key] => ByName[key];

    public IEnumerable<string> Keys => ByName.Keys;

    public IEnumerable<IReadOnlyList<string>> Values => ByName.Values;

    public int Count => ByName.Count;

    Dictionary<string, IReadOnlyList<string>> ByName => _byName ??= Index();

    public bool ContainsKey(string key) => ByName.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out IReadOnlyList<string> value) => ByName.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, IReadOnlyList<string>>> GetEnumerator() => ByName.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>How many lines have the name.</summary>
    public int CountOf(ReadOnlySpan<byte> name) => Find(name, out _);

    /// <summary>The value of the last line with the name, and how many lines have it.</summary>
    public int Find(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        var count = 0;
        foreach (var field in Lines)
        {
            if (field.Is(name))
            {
                value = field.Value;
                count++;
            }
        }
        return count;
    }

    /// <summary>The value as text when exactly one line has the name, else null.</summary>
    public string? Only(ReadOnlySpan<byte> name) => Find(name, out var value) == 1 ? Encoding.Latin1.GetString(value) : null;

    /// <summary>All values of the name, in order.</summary>
    public IReadOnlyList<string> All(ReadOnlySpan<byte> name)
    {
        List<string>? all = null;
        foreach (var field in Lines)
        {
            if (field.Is(name))
            {
                (all ??= []).Add(Encoding.Latin1.GetString(field.Value));
            }
        }
        return (IReadOnlyList<string>?)all ?? [];
    }

    /// <summary>Whether a comma-separated list of tokens, over all lines of the name, contains the token without regard to case.</summary>
    public bool HasToken(ReadOnlySpan<byte> name, ReadOnlySpan<byte> token)
    {
        foreach (var field in Lines)
        {
            if (field.Is(name) && Contains(field.Value, token))
            {
                return true;
            }
        }
        return false;
    }

    static bool Contains(ReadOnlySpan<byte> list, ReadOnlySpan<byte> token)
    {
        foreach (var range in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(HttpSyntax.TrimWhiteSpace(list[range]), token))
            {
                return true;
            }
        }
        return false;
    }

    Dictionary<string, IReadOnlyList<string>> Index()
    {
        var byName = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in Lines)
        {
            var name = Encoding.ASCII.GetString(field.Name);
            var value = Encoding.Latin1.GetString(field.Value);
            byName[name] = byName.TryGetValue(name, out var before) ? [.. before, value] : [value];
        }
        return byName;
    }

    FieldLines Lines => new(fields.Span);

    readonly ref struct Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        public readonly ReadOnlySpan<byte> Name = name;
        public readonly ReadOnlySpan<byte> Value = value;

        public bool Is(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(Name, name);
    }

    ref struct FieldLines(ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> _rest = rest;

        public Field Current { get; private set; }

        public readonly FieldLines GetEnumerator() => this;

        public bool MoveNext()
        {
            var end = _rest.IndexOf("\r\n"u8);
            if (end <= 0)
            {
                return false;
            }
            var colon = _rest.IndexOf((byte)':');
            Current = new Field(_rest[..colon], HttpSyntax.TrimWhiteSpace(_rest[(colon + 1)..end]));
            _rest = _rest[(end + 2)..];
            return true;
        }
    }
}
