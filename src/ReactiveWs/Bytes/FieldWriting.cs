using System.Text;

namespace ReactiveWs.Bytes;

/// <summary>Writes headers; both twins use it.</summary>
internal static class FieldWriting
{
    /// <summary>Appends the field lines and the empty line that ends them. Names and values have been checked.</summary>
    public static StringBuilder AppendFields(this StringBuilder head, IEnumerable<KeyValuePair<string, string>> fields)
    {
        foreach (var (name, value) in fields)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }
        return head.Append("\r\n");
    }
}
