using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ReactiveWs.Generators.Writing;

/// <summary>Text with indentation; lines end with <c>\n</c> on every platform.</summary>
sealed class IndentedWriter
{
    const int Width = 4;

    readonly StringBuilder _text = new(4096);
    int _depth;

    /// <summary>One line, or an empty one.</summary>
    public IndentedWriter Line(string text = "")
    {
        if (text.Length > 0) _text.Append(' ', _depth * Width).Append(text);
        _text.Append('\n');
        return this;
    }

    /// <summary>Several lines, each at the present depth in addition to its own.</summary>
    public IndentedWriter Lines(string text)
    {
        foreach (string line in text.Split('\n')) Line(line.TrimEnd('\r'));
        return this;
    }

    /// <summary>A header and an opening brace.</summary>
    public IndentedWriter Open(string header)
    {
        Line(header).Line("{");
        _depth++;
        return this;
    }

    /// <summary>The closing brace.</summary>
    public IndentedWriter Close(string suffix = "")
    {
        _depth--;
        // The blank line that separates members is not wanted after the last one.
        if (_text.Length > 1 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '\n') _text.Length--;
        return Line("}" + suffix);
    }

    public IndentedWriter Indent()
    {
        _depth++;
        return this;
    }

    public IndentedWriter Unindent()
    {
        _depth--;
        return this;
    }

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), Encoding.UTF8);
}
