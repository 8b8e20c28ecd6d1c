using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReactiveWs.Generators.Tests.Parity;

/// <summary>Changes JSON in the ways that other ends do: order, duplicates, escapes, nulls, extra and missing members, other kinds of values.</summary>
internal sealed class Mutation(int seed)
{
    private static readonly string[] s_values = ["null", "0", "1.5", "-1", "1e3", "99999999999999999999", "\"\"", "\"x\"", "true", "[]", "[null]", "{}", "\"\\ud800\"", "\"1\"", "\"NaN\""];

    private readonly Random _random = new(seed);

    public byte[] Of(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Write(document.RootElement, text, isRoot: true);
        if (_random.Next(40) == 0) text.Append(_random.Next(2) == 0 ? " " : " x");
        if (_random.Next(40) == 0) text.Length = _random.Next(text.Length);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Write(JsonElement element, StringBuilder text, bool isRoot = false)
    {
        if (!isRoot && _random.Next(25) == 0) text.Append(s_values[_random.Next(s_values.Length)]);
        else if (element.ValueKind == JsonValueKind.Object) WriteObject(element, text);
        else if (element.ValueKind == JsonValueKind.Array) WriteArray(element, text);
        else text.Append(element.GetRawText());
    }

    private void WriteArray(JsonElement element, StringBuilder text)
    {
        text.Append('[');
        foreach (var item in element.EnumerateArray())
        {
            if (text[^1] != '[') text.Append(',');
            Write(item, text);
        }
        text.Append(']');
    }

    private void WriteObject(JsonElement element, StringBuilder text)
    {
        var members = element.EnumerateObject().Select(p => (p.Name, p.Value)).ToList();
        switch (_random.Next(6))
        {
            case 0: members = [.. members.OrderBy(_ => _random.Next())]; break;
            case 1 when members.Count > 0: members.RemoveAt(_random.Next(members.Count)); break;
            case 2 when members.Count > 0: members.Insert(_random.Next(members.Count), members[_random.Next(members.Count)]); break;
            case 3: members.Insert(_random.Next(members.Count + 1), ("extra", JsonDocument.Parse("""{"a":[1,{"b":null}]}""").RootElement)); break;
        }
        text.Append('{');
        foreach (var (name, value) in members)
        {
            if (text[^1] != '{') text.Append(_random.Next(9) == 0 ? " , " : ",");
            text.Append(Name(name)).Append(':');
            Write(value, text);
        }
        text.Append('}');
    }

    private string Name(string name) => _random.Next(8) switch
    {
        0 => '"' + string.Concat(name.Select(c => $"\\u{(int)c:x4}")) + '"',
        1 when _random.Next(4) == 0 => JsonValue.Create(name.ToUpperInvariant()).ToJsonString(),
        _ => JsonValue.Create(name).ToJsonString(),
    };
}
