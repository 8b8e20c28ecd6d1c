using ReactiveWs.Generators.Discovery;

namespace ReactiveWs.Generators.Writing;

/// <summary>Statements that write names and constant members: encoded once, at compile time, wherever every encoder leaves them as they are.</summary>
static class JsonText
{
    /// <summary>A name, with the comma before it and the colon after it.</summary>
    /// <param name="name">The JSON name.</param>
    /// <param name="follows">True when another member is known to stand before.</param>
    public static string Name(string name, bool follows = false) =>
        IsPlain(name) ? Text($",\"{name}\":", follows) : $"writer.Name({Literals.Of(name)});";

    /// <summary>C# for a name as it stands in text, with the comma before it and the colon after it; null where that depends on the encoder.</summary>
    public static string? PlainName(string name) => IsPlain(name) ? Bytes($",\"{name}\":") : null;

    /// <summary>C# for the start of an object with one constant string in it; null where that depends on the encoder.</summary>
    public static string? PlainStart(string name, string value) => IsPlain(name) && IsPlain(value) ? Bytes($"{{\"{name}\":\"{value}\"") : null;

    /// <summary>A member that is null.</summary>
    public static string Null(string name, bool follows) =>
        IsPlain(name) ? Text($",\"{name}\":null", follows) : $"{Name(name)}\nwriter.WriteNull();";

    /// <summary>A member that is a constant string.</summary>
    public static string Constant(string name, string value) =>
        IsPlain(name) && IsPlain(value) ? Text($",\"{name}\":\"{value}\"", follows: false) : $"{Name(name)}\nwriter.Write({Literals.Of(value)});";

    static string Text(string text, bool follows) => $"writer.{(follows ? "NextName" : "Name")}({Bytes(text)});";

    static string Bytes(string text) => Literals.Of(text) + "u8";

    static bool IsPlain(string text) =>
        text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.' or '$' or ' ' or ':' or '/' or '@' or '#' or '!' or '*' or '(' or ')' or ',' or ';' or '=' or '?');
}
