using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using ReactiveWs.Generators.Model;
using static ReactiveWs.Generators.Writing.Names;

namespace ReactiveWs.Generators.Writing;

/// <summary>A short hash of what a protocol looks like on the wire: equal on both ends when they agree, whatever else was edited.</summary>
sealed record Fingerprint(string HintName, DeclarationModel Declaration, string Accessibility, string Text)
{
    const int Length = 16;

    public static Fingerprint Of(ProtocolModel protocol, EquatableArray<ObjectModel> objects, string hintName)
    {
        var wire = new StringBuilder();
        wire.Append(string.Join(".", protocol.DiscriminatorPath)).Append('|').Append(string.Join(".", protocol.PayloadPath)).Append('|').Append(protocol.IdProperty).Append('\n');
        foreach (string message in protocol.Messages.Select(m => Line(m, objects)).OrderBy(m => m, StringComparer.Ordinal)) wire.Append(message).Append('\n');
        return new Fingerprint(hintName, protocol.Declaration, protocol.Accessibility, Hash(wire.ToString()));
    }

    static string Line(MessageModel message, EquatableArray<ObjectModel> objects)
    {
        string reply = message.Reply is null ? "" : "?";
        return $"{(int)message.From}{message.Form}:{message.Discriminator}{reply}{(message.Closes ? "!" : "")}{Shape(message.Type, objects, [])}";
    }

    /// <summary>The members by wire name; C# names do not count. A type that contains itself is written once.</summary>
    static string Shape(string type, EquatableArray<ObjectModel> objects, HashSet<string> open)
    {
        if (objects.FirstOrDefault(o => o.Name == type) is not { } model || !open.Add(type)) return "";
        string members = string.Join(",", model.Members.Select(m => $"{m.WireName}{(m.IsRequired ? "" : "?")}:{Shape(m.Shape, objects, open)}").OrderBy(m => m, StringComparer.Ordinal));
        string derived = string.Join(",", model.Derived.Select(d => $"{d.Discriminator}={Shape(d.Name, objects, open)}"));
        open.Remove(type);
        return $"{{{members}{(derived.Length == 0 ? "" : ";" + derived)}}}";
    }

    static string Shape(TypeShape shape, EquatableArray<ObjectModel> objects, HashSet<string> open) => shape.Kind switch
    {
        WireKind.Sequence => $"[{Shape(shape.Element!, objects, open)}]",
        WireKind.Dictionary => $"<{Shape(shape.Element!, objects, open)}>",
        WireKind.Object => Shape(shape.Name, objects, open),
        WireKind.Scalar => shape.Name,
        _ => $"{shape.Kind}:{shape.Name}",
    } + (shape.IsNullable ? "?" : "");

    static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(Length / 2).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    public SourceText Write()
    {
        var w = new IndentedWriter();
        w.Header().Line();
        int braces = w.OpenAll(Declaration);
        w.Open(Declaration.Header);
        w.Line("/// <summary>A hash of the wire form: ends with the same one understand each other.</summary>");
        w.Line(GeneratedCode).Line($"{Accessibility} const string Fingerprint = \"{Text}\";").Close();
        w.CloseAll(braces);
        return w.ToSourceText();
    }
}
